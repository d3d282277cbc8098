/* Qt6Core links to Windows' own ICU for rare encodings of text, and Wine 8 has none.
   Each function answers with nothing, as where an encoding is not known. */
#define KNOWS_NOTHING(name) \
    __declspec(dllexport) void *name(void) { return 0; }

KNOWS_NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
KNOWS_NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
KNOWS_NOTHING(ucnv_cbFromUWriteUChars)
KNOWS_NOTHING(ucnv_cbToUWriteUChars)
KNOWS_NOTHING(ucnv_close)
KNOWS_NOTHING(ucnv_countAvailable)
KNOWS_NOTHING(ucnv_fromUCountPending)
KNOWS_NOTHING(ucnv_fromUnicode)
KNOWS_NOTHING(ucnv_getAvailableName)
KNOWS_NOTHING(ucnv_getFromUCallBack)
KNOWS_NOTHING(ucnv_getMaxCharSize)
KNOWS_NOTHING(ucnv_getName)
KNOWS_NOTHING(ucnv_getStandardName)
KNOWS_NOTHING(ucnv_getToUCallBack)
KNOWS_NOTHING(ucnv_open)
KNOWS_NOTHING(ucnv_reset)
KNOWS_NOTHING(ucnv_setFromUCallBack)
KNOWS_NOTHING(ucnv_setToUCallBack)
KNOWS_NOTHING(ucnv_toUCountPending)
KNOWS_NOTHING(ucnv_toUnicode)
