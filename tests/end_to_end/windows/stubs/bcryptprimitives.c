/* Libraries written in Rust draw random bytes from here, and Wine 8 has no such library.
   SystemFunction036 of advapi32, RtlGenRandom, is what it was called before. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG count);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count)
{
    const SIZE_T most = 1u << 30;
    for (SIZE_T done = 0; done < count;) {
        SIZE_T part = count - done < most ? count - done : most;
        if (!SystemFunction036(bytes + done, (ULONG)part))
            return FALSE;
        done += part;
    }
    return TRUE;
}
