"""A page that shows something else in the article's place is told from one that shows it."""

import pytest

from desktop.core.errors import PageReason
from desktop.reading.extract import PageReading, read_page
from desktop.reading.page_kinds import same_title

URL = "https://bode.example/nieuws/2026/sluis"
ANNOUNCED = "Sluis gaat een maand dicht"
SENTENCES = (
    "De deuren van de sluis zijn aan vervanging toe, en dat kan alleen als het peil laag staat. ",
    "Schippers varen zolang om langs de noordkant van het eiland, en dat kost hun ruim een uur. ",
    "De werf hoopt het werk voor het begin van de zomer af te hebben, als er niets tegenzit. ",
)
TEXT = "".join(f"<p>{sentence * 2}</p>" for sentence in SENTENCES)


def read(body: str, *, title: str = "", head: str = "", announced: str = ANNOUNCED) -> PageReading:
    markup = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_page(markup, URL, announced)


CONSENT = {
    "nl": "<h1>{}</h1><p>Wij en onze partners slaan informatie op je apparaat op.</p><p>Met je "
    "toestemming tonen we advertenties op maat.</p><form><button>Alles accepteren</button></form>",
    "en": "<h1>{}</h1><p>We and our partners store and read information on your device.</p><p>You "
    "can change your choices at any time. With your consent we show personalised ads.</p>",
    "de": "<h1>{}</h1><p>Wir und unsere Partner speichern Daten auf Ihrem Gerät.</p><p>Dafür "
    "brauchen wir Ihre Einwilligung.</p><button>Alle akzeptieren</button>",
    "fr": "<h1>{}</h1><p>Nos partenaires et nous gardons des données sur votre appareil.</p><p>"
    "Avec votre consentement, la publicité est choisie pour vous.</p>",
}


@pytest.mark.parametrize("language", CONSENT)
@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("title", ["De Bode", "Jouw privacy | De Bode", "Cookie settings"])
def test_a_consent_wall_is_none(language: str, times: int, title: str) -> None:
    first, _, rest = CONSENT[language].partition("</h1>")
    found = read(first.format("De Bode") + "</h1>" + rest * times, title=title)

    assert found.article is None
    assert found.reason is PageReason.CONSENT


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        (
            "De Bode",
            "<noscript>Schakel JavaScript in om deze site te gebruiken.</noscript>",
            PageReason.SCRIPT,
        ),
        (
            ANNOUNCED,
            f"<h1>{ANNOUNCED}</h1><div><p>You need to enable JavaScript to run this app.</p></div>",
            PageReason.SCRIPT,
        ),
        (
            "Kurier",
            "<p>Bitte aktivieren Sie JavaScript in Ihrem Browser, um diesen Artikel zu lesen.</p>",
            PageReason.SCRIPT,
        ),
        ("App", "<div id=root></div><script src=/main.js></script>", PageReason.SCRIPT),
        (
            "Just a moment...",
            "<h1>bode.example</h1><p>Checking your browser before you go on.</p>",
            PageReason.CHALLENGE,
        ),
        (
            "bode.example",
            "<p>Bevestig dat je een mens bent. We zien ongebruikelijk verkeer.</p>",
            PageReason.CHALLENGE,
        ),
        (
            "Access denied | Bode",
            "<p>You have been blocked by our security service.</p>",
            PageReason.CHALLENGE,
        ),
        (
            "Inloggen - De Bode",
            "<form><h1>Inloggen</h1><label>Wachtwoord<input type=password></label></form>",
            PageReason.LOG_IN,
        ),
        (
            "Bode Plus",
            "<h2>Welcome</h2><p>Sign in to read on. Forgot your password?</p>"
            "<form><input type=email><input type=password></form>",
            PageReason.LOG_IN,
        ),
        (
            "Pagina niet gevonden - De Bode",
            "<h1>Oeps!</h1><p>Deze pagina bestaat niet meer of is verplaatst.</p>" + TEXT,
            PageReason.NOT_FOUND,
        ),
        (
            "De Bode",
            "<h1>Artikel niet gevonden</h1><p>Ga terug naar de voorpagina.</p>",
            PageReason.NOT_FOUND,
        ),
        (
            "Courier",
            "<h1>404</h1><p>The page you are looking for could not be found.</p>",
            PageReason.NOT_FOUND,
        ),
        (
            "Kurier",
            "<h1>Seite nicht gefunden</h1><p>Zur Startseite</p>",
            PageReason.NOT_FOUND,
        ),
        ("Courrier", "<h1>Page introuvable</h1><p>Retour</p>", PageReason.NOT_FOUND),
        (
            "Courier",
            "<h1>Sorry, the page you were looking for doesn't exist.</h1><p>It may be old.</p>",
            PageReason.NOT_FOUND,
        ),
        (
            "Uw toestemming",
            "<p>Om deze site te zien is uw toestemming voor cookies nodig.</p><a href=/j>Ja</a>",
            PageReason.CONSENT,
        ),
        (
            "Pardon our interruption",
            "<p>Something about your browser made us think you were a bot.</p>",
            PageReason.CHALLENGE,
        ),
        (
            ANNOUNCED,
            f"<h1>{ANNOUNCED}</h1><p>Om dit te lezen moet je inloggen. Nog geen account?</p>"
            "<form><input type=password></form>",
            PageReason.LOG_IN,
        ),
    ],
)
def test_a_page_that_holds_no_article_says_why(title: str, body: str, reason: PageReason) -> None:
    found = read(body, title=title)

    assert found.article is None
    assert found.reason is reason


TEASERS = "".join(
    f'<article><h2><a href="/nieuws/{n}">Bericht nummer {n} over de haven</a></h2>'
    f"<p>In de haven gebeurde vandaag voor de {n}e keer iets dat de moeite waard is.</p></article>"
    for n in range(12)
)


@pytest.mark.parametrize("announced", [ANNOUNCED, ""])
def test_a_list_of_articles_is_none(announced: str) -> None:
    found = read(f"<main>{TEASERS}</main>", title="De Bode", announced=announced)

    assert found.article is None
    assert found.reason is PageReason.FRONT_PAGE


@pytest.mark.parametrize(
    "head",
    ['<link rel="canonical" href="/">', '<meta property="og:url" content="https://bode.example/">'],
)
def test_a_page_that_calls_itself_the_front_page_is_not_the_article(head: str) -> None:
    assert read(TEXT, title="De Bode", head=head).reason is PageReason.FRONT_PAGE
    assert read(TEXT, title=f"{ANNOUNCED} - De Bode", head=head).article is not None


def test_a_redirect_to_the_root_is_the_front_page() -> None:
    markup = f"<html><head><title>De Bode</title></head><body>{TEXT}</body></html>"

    assert read_page(markup, "https://bode.example/", ANNOUNCED).reason is PageReason.FRONT_PAGE


@pytest.mark.parametrize(
    ("title", "extra"),
    [
        (ANNOUNCED, "<noscript>Schakel JavaScript in voor video's.</noscript>"),
        (ANNOUNCED, "<form>Inloggen <input type=password> Wachtwoord vergeten?</form>"),
        (ANNOUNCED, '<div class="cookiebar">Wij gebruiken cookies.</div>'),
        (ANNOUNCED, f"<aside>{TEASERS}</aside>"),
        ("Cookies op sites moeten weg", "<p>Wie alle cookies weigert, ziet geen verschil.</p>"),
        ("Pagina niet gevonden: zo verdwijnt het web", "<p>Een link die niet bestaat, ergert.</p>"),
        ("Inloggen wordt veiliger", "<p>Een wachtwoord alleen is niet meer genoeg.</p>"),
        ("Sorry", "<p>Het is het moeilijkste woord.</p>"),
    ],
)
def test_an_article_stays_one_with_what_resembles_a_wall(title: str, extra: str) -> None:
    body = f"<article><h1>{title}</h1>{TEXT}{extra}</article>"

    for announced in (title, ""):
        found = read(body, title=title, announced=announced)
        assert found.article is not None
        assert found.reason is None
        assert SENTENCES[2].strip() in found.article.text


@pytest.mark.parametrize(
    ("title", "announced", "same"),
    [
        ("IJstijd | De Bode", "IJstijd", True),
        ("Sluis een maand dicht - De Bode", "Sluis gaat een maand dicht", True),
        ("Het weer van vandaag", "Het nieuws van vandaag", False),
        ("De Bode", "Sluis gaat een maand dicht", False),
        ("No to war", "Off to bed", False),
        ("", "", False),
    ],
)
def test_titles_name_one_article_by_their_telling_words(
    title: str, announced: str, same: bool
) -> None:
    assert same_title(title, announced) is same


def test_a_short_text_is_an_article_under_the_title_that_was_announced() -> None:
    text = "Alles rustig. Wind uit het westen, en een zwaan op de steiger."
    body = f"<nav><a href=/>Voorpagina</a></nav><main><h1>{ANNOUNCED}</h1><p>{text}</p></main>"

    found = read(body, title=ANNOUNCED)

    assert found.article is not None
    assert found.article.text == text
    assert read(body, title=ANNOUNCED, announced="Iets anders in de haven").article is None
    assert read(body.replace("Wind", "Log in om"), title=ANNOUNCED).article is None
