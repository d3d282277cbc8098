<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="nl_NL">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Over ZeelandNet Desktop</source>
        <translation>About ZeelandNet Desktop</translation>
    </message>
    <message>
        <source>Versie {}</source>
        <translation>Version {}</translation>
    </message>
    <message>
        <source>Wat je bewaart, wat je gelezen hebt, je bronnen en je instellingen overleven een stroomstoring. Elke dag wordt een kopie gemaakt, zeven blijven bewaard, en als er iets stuk is zet het programma er zelf een terug.</source>
        <translation>What you keep, what you have read, your sources and your settings survive a power cut. A copy is made every day, seven are kept, and if something breaks the program puts one back by itself.</translation>
    </message>
    <message>
        <source>Je gegevens staan in {}</source>
        <translation>Your data is in {}</translation>
    </message>
    <message>
        <source>Gegevens voor hulp kopiëren</source>
        <translation>Copy details for help</translation>
    </message>
    <message>
        <source>Map openen</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Vraag je iemand om hulp? Kopieer dan versies, aantallen en fouten. Adressen, titels, namen en mappen staan er niet bij.</source>
        <translation>Are you asking somebody for help? Copy versions, numbers and errors. Addresses, titles, names and folders are not among them.</translation>
    </message>
    <message>
        <source>Gekopieerd. Plak het in je bericht aan wie je helpt.</source>
        <translation>Copied. Paste it into your message to whoever helps you.</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>Mailadres</source>
        <translation>Mail address</translation>
    </message>
    <message>
        <source>Wachtwoord</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Mailserver</source>
        <translation>Mail server</translation>
    </message>
    <message>
        <source>Gebruikersnaam</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>naam@zeelandnet.nl</source>
        <translation>name@zeelandnet.nl</translation>
    </message>
    <message>
        <source>is bewaard</source>
        <translation>is kept</translation>
    </message>
    <message>
        <source>{} op de knop Webmail zetten</source>
        <translation>Use {} for the Webmail button</translation>
    </message>
    <message>
        <source>App-wachtwoord maken bij {}…</source>
        <translation>Make an app password at {}…</translation>
    </message>
    <message>
        <source>Gedaan: de knop Webmail opent nu {}.</source>
        <translation>Done: the Webmail button now opens {}.</translation>
    </message>
    <message>
        <source>Wachtwoord tonen</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>Altijd beveiligd: TLS, poort 993</source>
        <translation>Always secure: TLS, port 993</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Webmail openen</source>
        <translation>Open webmail</translation>
    </message>
    <message>
        <source>Nieuw bericht</source>
        <translation>New message</translation>
    </message>
    <message>
        <source>Andere webmail openen</source>
        <translation>Open the other webmail</translation>
    </message>
    <message>
        <source>Keuze wijzigen…</source>
        <translation>Change choice…</translation>
    </message>
    <message>
        <source>Vernieuwen</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>Zoeken in het nieuws</source>
        <translation>Search the news</translation>
    </message>
    <message>
        <source>Zoeken in dit artikel</source>
        <translation>Find in this article</translation>
    </message>
    <message>
        <source>Groter</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>Kleiner</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>Normale grootte</source>
        <translation>Normal size</translation>
    </message>
    <message>
        <source>Terug</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Naar het volgende deel</source>
        <translation>To the next pane</translation>
    </message>
    <message>
        <source>Artikel bewaren</source>
        <translation>Keep article</translation>
    </message>
    <message>
        <source>Als gelezen markeren</source>
        <translation>Mark as read</translation>
    </message>
    <message>
        <source>Als ongelezen markeren</source>
        <translation>Mark as unread</translation>
    </message>
    <message>
        <source>Ongelezen</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>Gelezen</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Lees op {}</source>
        <translation>Read on {}</translation>
    </message>
    <message>
        <source>Artikel niet meer bewaren</source>
        <translation>Do not keep the article any longer</translation>
    </message>
    <message>
        <source>Bewaard</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>Bewaren</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Nu controleren</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>Ongelezen mail tellen…</source>
        <translation>Count unread mail…</translation>
    </message>
    <message>
        <source>Volgend artikel</source>
        <translation>Next article</translation>
    </message>
    <message>
        <source>Vorig artikel</source>
        <translation>Previous article</translation>
    </message>
    <message>
        <source>Volgend ongelezen artikel</source>
        <translation>Next unread article</translation>
    </message>
    <message>
        <source>Vorig ongelezen artikel</source>
        <translation>Previous unread article</translation>
    </message>
    <message>
        <source>Volledig scherm</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>Alles als gelezen markeren</source>
        <translation>Mark all as read</translation>
    </message>
    <message>
        <source>Mailen…</source>
        <translation>Mail…</translation>
    </message>
    <message>
        <source>Adres kopiëren</source>
        <translation>Copy address</translation>
    </message>
    <message>
        <source>Tekst met bron kopiëren</source>
        <translation>Copy text and source</translation>
    </message>
    <message>
        <source>Artikel openen in je browser</source>
        <translation>Open article in your browser</translation>
    </message>
    <message>
        <source>Instellingen…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>Logboek openen</source>
        <translation>Open log</translation>
    </message>
    <message>
        <source>Over ZeelandNet Desktop</source>
        <translation>About ZeelandNet Desktop</translation>
    </message>
    <message>
        <source>Afsluiten</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Kleuren zoals de computer</source>
        <translation>Colours like the computer</translation>
    </message>
    <message>
        <source>Licht</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Donker</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>Hoog contrast</source>
        <translation>High contrast</translation>
    </message>
</context>
<context>
    <name>Ages</name>
    <message>
        <source>zojuist</source>
        <translation>just now</translation>
    </message>
    <message numerus="yes">
        <source>%n minuten geleden</source>
        <translation>
            <numerusform>1 minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uur geleden</source>
        <translation>
            <numerusform>1 hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message>
        <source>gisteren</source>
        <translation>yesterday</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>1 min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uur</source>
        <translation>
            <numerusform>1 hr</numerusform>
            <numerusform>%n hr</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} om {1}</source>
        <translation>{0} at {1}</translation>
    </message>
    <message>
        <source>vandaag</source>
        <translation>today</translation>
    </message>
    <message>
        <source>maandag dinsdag woensdag donderdag vrijdag zaterdag zondag</source>
        <extracomment>The days of the week in this order, with blanks between them.</extracomment>
        <translation>Monday Tuesday Wednesday Thursday Friday Saturday Sunday</translation>
    </message>
    <message>
        <source>januari februari maart april mei juni juli augustus september oktober november december</source>
        <extracomment>The months in this order, with blanks between them.</extracomment>
        <translation>January February March April May June July August September October November December</translation>
    </message>
</context>
<context>
    <name>Announcements</name>
    <message numerus="yes">
        <source>%n nieuwe berichten</source>
        <translation>
            <numerusform>1 new story</numerusform>
            <numerusform>%n new stories</numerusform>
        </translation>
    </message>
    <message>
        <source>Bewaard</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>Niet meer bewaard</source>
        <translation>No longer kept</translation>
    </message>
    <message>
        <source>{} procent</source>
        <translation>{} per cent</translation>
    </message>
    <message numerus="yes">
        <source>%n berichten gevonden</source>
        <translation>
            <numerusform>1 article found</numerusform>
            <numerusform>%n articles found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArticleBar</name>
    <message>
        <source>Artikel</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Delen</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>Dit artikel delen</source>
        <translation>Share this article</translation>
    </message>
</context>
<context>
    <name>ArticleList</name>
    <message>
        <source>Bewaard</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>Gevonden voor ‘{}’</source>
        <translation>Found for ‘{}’</translation>
    </message>
    <message>
        <source>Bewaarde artikelen</source>
        <translation>Kept articles</translation>
    </message>
    <message>
        <source>Meer uit {}</source>
        <translation>More from {}</translation>
    </message>
</context>
<context>
    <name>ArticleListModel</name>
    <message>
        <source>Ongelezen</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>Bewaard</source>
        <translation>Kept</translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>Kopiëren</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Alles selecteren</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>Artikel: {}</source>
        <translation>Article: {}</translation>
    </message>
    <message>
        <source>Artikel</source>
        <translation>Article</translation>
    </message>
</context>
<context>
    <name>BusyProfileDialog</name>
    <message>
        <source>ZeelandNet Desktop is al open, maar reageert niet.</source>
        <translation>ZeelandNet Desktop is already open, but does not respond.</translation>
    </message>
    <message>
        <source>Misschien is het nog bezig. Wacht even en probeer het opnieuw, of open het om alleen te lezen. Wat je dan doet, wordt niet bewaard.</source>
        <translation>It may still be busy. Wait a moment and try again, or open it to read only. What you do then is not kept.</translation>
    </message>
    <message>
        <source>Opnieuw proberen</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Toch openen, alleen lezen</source>
        <translation>Open anyway, read only</translation>
    </message>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Channels</name>
    <message>
        <source>Haal het nieuwe installatiebestand op en open het.</source>
        <translation>Download the new installer and open it.</translation>
    </message>
    <message>
        <source>Haal het nieuwe installatiebestand op en sleep het programma over het oude.</source>
        <translation>Download the new disk image and drag the program over the old one.</translation>
    </message>
    <message>
        <source>Haal het nieuwe .deb-bestand op en open het.</source>
        <translation>Download the new .deb file and open it.</translation>
    </message>
    <message>
        <source>Het komt met de updates van je systeem (AUR).</source>
        <translation>It comes with the updates of your system (AUR).</translation>
    </message>
    <message>
        <source>Je softwarecentrum werkt het bij.</source>
        <translation>Your software centre updates it.</translation>
    </message>
    <message>
        <source>Haal de nieuwe AppImage op en zet die op de plaats van de oude.</source>
        <translation>Download the new AppImage and put it in place of the old one.</translation>
    </message>
    <message>
        <source>Haal het nieuwe archief op en pak het uit.</source>
        <translation>Download the new archive and unpack it.</translation>
    </message>
    <message>
        <source>Typ in een terminal: {}</source>
        <translation>Type in a terminal: {}</translation>
    </message>
</context>
<context>
    <name>Completion</name>
    <message>
        <source>Dit is het vrije deel.</source>
        <translation>This is the free part.</translation>
    </message>
    <message>
        <source>Dit is de samenvatting.</source>
        <translation>This is the summary.</translation>
    </message>
</context>
<context>
    <name>CopyWords</name>
    <message>
        <source>{} bewaard</source>
        <translation>{} kept</translation>
    </message>
    <message numerus="yes">
        <source>%n eigen bronnen</source>
        <translation>
            <numerusform>%n source of your own</numerusform>
            <numerusform>%n sources of your own</numerusform>
        </translation>
    </message>
    <message>
        <source>{}, voor het terugzetten</source>
        <translation>{}, before putting back</translation>
    </message>
    <message>
        <source>Alles is weer zoals {}. Toch niet goed? Kies dan de kopie van voor het terugzetten.</source>
        <translation>Everything is as it was {} again. Not what you wanted? Then choose the copy from before putting back.</translation>
    </message>
    <message>
        <source>Terugzetten lukte niet.</source>
        <translation>Nothing was put back.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Bezig met opslaan…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Opgeslagen als {}.</source>
        <translation>Saved as {}.</translation>
    </message>
    <message>
        <source>Opslaan lukte niet: de schijf is vol. Kies een andere plek.</source>
        <translation>It was not saved: the disk is full. Choose another place.</translation>
    </message>
    <message>
        <source>Opslaan lukte niet: daar mag het niet. Kies een andere map.</source>
        <translation>It was not saved: that is not allowed there. Choose another folder.</translation>
    </message>
</context>
<context>
    <name>ExportWords</name>
    <message>
        <source>Nieuwsbronnen</source>
        <translation>News sources</translation>
    </message>
    <message>
        <source>Bewaarde artikelen</source>
        <translation>Kept articles</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n keer gevonden</source>
        <translation>
            <numerusform>Found once</numerusform>
            <numerusform>Found %n times</numerusform>
        </translation>
    </message>
    <message>
        <source>Niet gevonden</source>
        <translation>Not found</translation>
    </message>
    <message>
        <source>Zoeken in dit artikel</source>
        <translation>Find in this article</translation>
    </message>
    <message>
        <source>Vorige vindplaats</source>
        <translation>Previous match</translation>
    </message>
    <message>
        <source>Volgende vindplaats</source>
        <translation>Next match</translation>
    </message>
    <message>
        <source>Zoeken sluiten</source>
        <translation>Close search</translation>
    </message>
    <message>
        <source>{} van {}</source>
        <translation>{} of {}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Nieuws en webmail.</source>
        <translation>News and webmail.</translation>
    </message>
    <message>
        <source>--json hoort bij --headlines of --read</source>
        <translation>--json goes with --headlines or --read</translation>
    </message>
    <message>
        <source>In een venster</source>
        <translation>In a window</translation>
    </message>
    <message>
        <source>klein beginnen</source>
        <translation>begin minimised</translation>
    </message>
    <message>
        <source>open meteen je webmail</source>
        <translation>open your webmail at once</translation>
    </message>
    <message>
        <source>begin meteen een nieuw bericht</source>
        <translation>begin a new message at once</translation>
    </message>
    <message>
        <source>In een terminal, zonder venster</source>
        <translation>In a terminal, without a window</translation>
    </message>
    <message>
        <source>RUBRIEK</source>
        <translation>SECTION</translation>
    </message>
    <message>
        <source>haal het nieuws op en druk de lijst af, van één rubriek of van alle</source>
        <translation>fetch the news and print the list, of one section or of all</translation>
    </message>
    <message>
        <source>ADRES</source>
        <translation>ADDRESS</translation>
    </message>
    <message>
        <source>druk het artikel op dit adres af</source>
        <translation>print the article at this address</translation>
    </message>
    <message>
        <source>druk af als JSON</source>
        <translation>print as JSON</translation>
    </message>
    <message>
        <source>Voor allebei</source>
        <translation>For both</translation>
    </message>
    <message>
        <source>MAP</source>
        <translation>DIR</translation>
    </message>
    <message>
        <source>map voor alle gegevens, ook de instellingen</source>
        <translation>folder for all data, settings included</translation>
    </message>
    <message>
        <source>BESTAND</source>
        <translation>FILE</translation>
    </message>
    <message>
        <source>andere lijst van bronnen, voor deze keer</source>
        <translation>another list of sources, for this run</translation>
    </message>
    <message>
        <source>ingebouwde editie, zonder internet</source>
        <translation>built-in edition, without the internet</translation>
    </message>
    <message>
        <source>Controleren en installeren</source>
        <translation>Check and install</translation>
    </message>
    <message>
        <source>maak een plaatje van het venster en stop</source>
        <translation>save a picture of the window and quit</translation>
    </message>
    <message>
        <source>controleer of elk onderdeel er is en stop</source>
        <translation>check that every part is present and quit</translation>
    </message>
    <message>
        <source>zet het programma in het menu (Linux, na pipx) en stop</source>
        <translation>put the program in the menu (Linux, after pipx) and stop</translation>
    </message>
    <message>
        <source>toon deze uitleg en stop</source>
        <translation>show this help and quit</translation>
    </message>
    <message>
        <source>artikelen</source>
        <translation>articles</translation>
    </message>
    <message>
        <source>bewaard</source>
        <translation>starred</translation>
    </message>
    <message>
        <source>gelezen</source>
        <translation>read</translation>
    </message>
    <message>
        <source>bronnen</source>
        <translation>sources</translation>
    </message>
    <message>
        <source>Geen fouten in het logboek.</source>
        <translation>No errors in the log.</translation>
    </message>
    <message>
        <source>Laatste fouten:</source>
        <translation>Latest errors:</translation>
    </message>
</context>
<context>
    <name>ListStatus</name>
    <message numerus="yes">
        <source>%n berichten</source>
        <translation>
            <numerusform>1 story</numerusform>
            <numerusform>%n stories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mail</name>
    <message>
        <source>Openen</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Mail wordt niet geteld</source>
        <translation>Mail is not counted</translation>
    </message>
    <message>
        <source>Mail wordt geteld…</source>
        <translation>Counting mail…</translation>
    </message>
    <message>
        <source>Mail is geteld</source>
        <translation>Mail has been counted</translation>
    </message>
    <message>
        <source>Mail offline sinds {}</source>
        <translation>Mail offline since {}</translation>
    </message>
    <message>
        <source>Met dit wachtwoord kan niet worden geteld</source>
        <translation>Mail cannot be counted with this password</translation>
    </message>
    <message>
        <source>Je wachtwoord zit nog op slot</source>
        <translation>Your password is still locked away</translation>
    </message>
    <message>
        <source>De mailserver werkt niet mee</source>
        <translation>The mail server does not cooperate</translation>
    </message>
    <message>
        <source>Tellen is gestopt</source>
        <translation>Counting has stopped</translation>
    </message>
    <message>
        <source>{0} · laatst geteld {1}</source>
        <translation>{0} · last counted {1}</translation>
    </message>
    <message>
        <source>{0} · bijgewerkt {1}</source>
        <translation>{0} · updated {1}</translation>
    </message>
    <message>
        <source>{0} · van {1}</source>
        <translation>{0} · at {1}</translation>
    </message>
    <message>
        <source>Geen ongelezen mail</source>
        <translation>No unread mail</translation>
    </message>
    <message>
        <source>{} ongelezen</source>
        <translation>{} unread</translation>
    </message>
    <message>
        <source>Wachtwoord nodig</source>
        <translation>Password needed</translation>
    </message>
    <message>
        <source>Je bent offline.</source>
        <translation>You are offline.</translation>
    </message>
    <message>
        <source>Referentiebeheer van Windows</source>
        <translation>Windows Credential Manager</translation>
    </message>
    <message>
        <source>De sleutelhanger van je Mac</source>
        <translation>Your Mac&apos;s keychain</translation>
    </message>
    <message>
        <source>De portefeuille van je computer (KWallet)</source>
        <translation>Your computer&apos;s wallet (KWallet)</translation>
    </message>
    <message>
        <source>De sleutelring van je computer</source>
        <translation>Your computer&apos;s keyring</translation>
    </message>
    <message>
        <source>De mailserver {} is niet te vinden. Kijk of je provider hem zo noemt.</source>
        <translation>The mail server {} cannot be found. See whether your provider calls it so.</translation>
    </message>
    <message>
        <source>De mailserver {} neemt niet op.</source>
        <translation>The mail server {} does not answer the call.</translation>
    </message>
    <message>
        <source>De mailserver {} antwoordt niet op tijd.</source>
        <translation>The mail server {} does not answer in time.</translation>
    </message>
    <message>
        <source>De mailserver {} verbrak de verbinding.</source>
        <translation>The mail server {} ended the connection.</translation>
    </message>
    <message>
        <source>Het is druk bij {}. Probeer het straks nog eens.</source>
        <translation>{} is busy. Try again later.</translation>
    </message>
    <message>
        <source>{} kan niet bewijzen wie hij is: het certificaat klopt niet. Je wachtwoord is niet verstuurd.</source>
        <translation>{} cannot prove who it is: its certificate is wrong. Your password was not sent.</translation>
    </message>
    <message>
        <source>Het certificaat van {} geldt vandaag niet. Kloppen datum en tijd van je computer? Je wachtwoord is niet verstuurd.</source>
        <translation>The certificate of {} is not valid today. Are your computer&apos;s date and time right? Your password was not sent.</translation>
    </message>
    <message>
        <source>Met {} is geen veilige verbinding mogelijk. Je wachtwoord is niet verstuurd.</source>
        <translation>No safe connection to {} is possible. Your password was not sent.</translation>
    </message>
    <message>
        <source>{} vraagt niet om een wachtwoord; zo&apos;n postvak openen we niet.</source>
        <translation>{} asks for no password; such a mailbox is not opened.</translation>
    </message>
    <message>
        <source>{} laat tellen met een wachtwoord niet toe. De knop Webmail werkt wel.</source>
        <translation>{} does not let mail be counted with a password. The Webmail button does work.</translation>
    </message>
    <message>
        <source>{} wil hiervoor een app-wachtwoord. Dat maak je bij de instellingen van je mail.</source>
        <translation>{} wants an app password for this. You make one in the settings of your mail.</translation>
    </message>
    <message>
        <source>{} laat je nu niet inloggen. Aan je wachtwoord hoeft dat niet te liggen.</source>
        <translation>{} does not let you log in now. Your password need not be the cause.</translation>
    </message>
    <message>
        <source>{} laat je even niet inloggen. Probeer het straks nog eens.</source>
        <translation>{} does not let you log in for a while. Try again later.</translation>
    </message>
    <message>
        <source>{} zit op slot.</source>
        <translation>{} is locked.</translation>
    </message>
    <message>
        <source>{} geeft het wachtwoord niet.</source>
        <translation>{} does not give the password.</translation>
    </message>
    <message>
        <source>Kijk de gebruikersnaam na: daarin staan alleen gewone letters, cijfers en leestekens.</source>
        <translation>Check the user name: it holds plain letters, digits and punctuation only.</translation>
    </message>
    <message>
        <source>Mail wordt niet meer geteld</source>
        <translation>Mail is no longer counted</translation>
    </message>
    <message>
        <source>{} stuurt meer dan een mailserver hoort te doen.</source>
        <translation>{} sends more than a mail server should.</translation>
    </message>
    <message>
        <source>{} is geen mailserver die we begrijpen.</source>
        <translation>{} is not a mail server that we understand.</translation>
    </message>
    <message>
        <source>{} wil de mail niet laten tellen.</source>
        <translation>{} does not let the mail be counted.</translation>
    </message>
    <message>
        <source>Typ het wachtwoord van je mail.</source>
        <translation>Type the password of your mail.</translation>
    </message>
    <message>
        <source>{} neemt deze gebruikersnaam met dit wachtwoord niet aan.</source>
        <translation>{} does not accept this user name with this password.</translation>
    </message>
    <message>
        <source>In het wachtwoord staan tekens die {} niet aanneemt.</source>
        <translation>The password holds characters that {} does not accept.</translation>
    </message>
    <message>
        <source>Van dit adres kennen we de mailserver niet. Vul hem in.</source>
        <translation>The mail server of this address is not known. Enter it.</translation>
    </message>
    <message>
        <source>Je computer heeft geen sleutelring. Het wachtwoord wordt onthouden tot je het programma afsluit.</source>
        <translation>Your computer has no keyring. The password is remembered until you quit the program.</translation>
    </message>
    <message>
        <source>{1} zit op slot. Kies Testen om te openen, of typ hier het wachtwoord van je mail.</source>
        <translation>{1} is locked. Choose Test to open it, or type the password of your mail here.</translation>
    </message>
    <message>
        <source>{1} gaf het wachtwoord niet. Kies Testen, of typ hier het wachtwoord van je mail.</source>
        <translation>{1} did not give the password. Choose Test, or type the password of your mail here.</translation>
    </message>
    <message>
        <source>{} zit op slot. Het wachtwoord wordt onthouden tot je het programma afsluit.</source>
        <translation>{} is locked. The password is remembered until you quit the program.</translation>
    </message>
    <message>
        <source>{} nam het wachtwoord niet aan. Het wordt onthouden tot je het programma afsluit.</source>
        <translation>{} did not take the password. It is remembered until you quit the program.</translation>
    </message>
    <message>
        <source>Er is nog geen wachtwoord bewaard.</source>
        <translation>No password is kept yet.</translation>
    </message>
    <message>
        <source>Typ je mailadres.</source>
        <translation>Type your mail address.</translation>
    </message>
    <message>
        <source>Dit is te lang voor een mailadres.</source>
        <translation>This is too long for a mail address.</translation>
    </message>
    <message>
        <source>Dit is geen mailadres. Het ziet eruit als naam@voorbeeld.nl.</source>
        <translation>This is no mail address. It looks like name@example.nl.</translation>
    </message>
    <message>
        <source>Dit is geen mailserver. Het ziet eruit als imap.voorbeeld.nl.</source>
        <translation>This is no mail server. It looks like imap.example.nl.</translation>
    </message>
    <message>
        <source>Inloggen bij {}…</source>
        <translation>Logging in at {}…</translation>
    </message>
    <message>
        <source>Het werkt. {}.</source>
        <translation>It works. {}.</translation>
    </message>
    <message>
        <source>Kies nog eens Opslaan om het zo te bewaren.</source>
        <translation>Choose Save once more to keep it like this.</translation>
    </message>
    <message>
        <source>Het wachtwoord wordt bewaard…</source>
        <translation>The password is being kept…</translation>
    </message>
    <message>
        <source>Is dit postvak er niet meer? Kies dan Niet meer tellen.</source>
        <translation>Is this mailbox there no longer? Then choose Stop counting.</translation>
    </message>
    <message>
        <source>{} wil hiervoor een app-wachtwoord. Zo krijg je er een:</source>
        <translation>{} wants an app password for this. This is how to get one:</translation>
    </message>
    <message>
        <source>2. Maak daar een app-wachtwoord. De naam mag je zelf kiezen.</source>
        <translation>2. Make an app password there. Give it any name you like.</translation>
    </message>
    <message>
        <source>2. Maak daar een app-wachtwoord. Kan dat niet? Zet dan eerst inloggen in twee stappen aan.</source>
        <translation>2. Make an app password there. If you cannot, switch on two-step sign-in first.</translation>
    </message>
    <message>
        <source>1. Open de pagina van {} met de knop hieronder.</source>
        <translation>1. Open the page of {} with the button below.</translation>
    </message>
    <message>
        <source>De mailserver van {} wordt gezocht…</source>
        <translation>Looking for the mail server of {}…</translation>
    </message>
    <message>
        <source>Dit is waarschijnlijk de mailserver van {0}. Werkt hij niet, vul dan de server in die {0} je gaf.</source>
        <translation>This is probably the mail server of {0}. If it does not work, enter the server that {0} gave you.</translation>
    </message>
    <message>
        <source>Vul de mailserver in. {} weet welke dat is.</source>
        <translation>Enter the mail server. {} knows which it is.</translation>
    </message>
    <message>
        <source>Gevonden: {0}, van {1}. Altijd beveiligd.</source>
        <translation>Found: {0}, of {1}. Always secure.</translation>
    </message>
    <message>
        <source>Gevonden: {}. Altijd beveiligd.</source>
        <translation>Found: {}. Always secure.</translation>
    </message>
    <message>
        <source>Gevonden: {}. Die naam lijkt niet op je adres. Klopt hij niet, vul dan de server in die je mailprovider je gaf.</source>
        <translation>Found: {}. That name is not like your address. If it is not right, enter the server that your mail provider gave you.</translation>
    </message>
    <message>
        <source>{}, altijd beveiligd (TLS, poort 993)</source>
        <translation>{}, always secure (TLS, port 993)</translation>
    </message>
    <message>
        <source>3. Plak het hieronder bij Wachtwoord.</source>
        <translation>3. Paste it below, at Password.</translation>
    </message>
    <message>
        <source>Je mailprovider</source>
        <translation>Your mail provider</translation>
    </message>
    <message>
        <source>Altijd beveiligd: TLS, poort 993</source>
        <translation>Always secure: TLS, port 993</translation>
    </message>
    <message>
        <source>{} postvakken</source>
        <translation>{} mailboxes</translation>
    </message>
</context>
<context>
    <name>MailDialog</name>
    <message>
        <source>Nog een postvak…</source>
        <translation>Another mailbox…</translation>
    </message>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Ongelezen mail tellen</source>
        <translation>Count unread mail</translation>
    </message>
    <message>
        <source>Dan staat op de knop Webmail hoeveel ongelezen mail je hebt. Je mail blijft op de server en wordt niet als gelezen gemarkeerd.</source>
        <translation>The Webmail button then shows how much unread mail you have. Your mail stays on the server and is not marked as read.</translation>
    </message>
    <message>
        <source>Postvak</source>
        <translation>Mailbox</translation>
    </message>
    <message>
        <source>Melding bij nieuwe mail</source>
        <translation>Notify of new mail</translation>
    </message>
    <message>
        <source>In de melding ook afzender en onderwerp</source>
        <translation>With sender and subject in it</translation>
    </message>
    <message>
        <source>Niet meer tellen</source>
        <translation>Stop counting</translation>
    </message>
    <message>
        <source>Annuleren</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Opslaan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Stoppen</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Testen</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Een ogenblik: eerst de mailserver…</source>
        <translation>One moment: the mail server first…</translation>
    </message>
</context>
<context>
    <name>MailNotification</name>
    <message numerus="yes">
        <source>%n nieuwe berichten</source>
        <translation>
            <numerusform>1 new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message>
        <source>{} ongelezen in je postvak</source>
        <translation>{} unread in your inbox</translation>
    </message>
    <message>
        <source>Onbekende afzender</source>
        <translation>Unknown sender</translation>
    </message>
    <message>
        <source>(geen onderwerp)</source>
        <translation>(no subject)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Nog geen bericht gekozen</source>
        <translation>No story chosen yet</translation>
    </message>
    <message>
        <source>Opent {} in je browser</source>
        <translation>Opens {} in your browser</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>Archief</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Wijzig</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Weergave</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Bericht</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Venster</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>Herstel</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Opnieuw</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Knip</source>
        <translation>Cut</translation>
    </message>
    <message>
        <source>Kopieer</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Plak</source>
        <translation>Paste</translation>
    </message>
    <message>
        <source>Selecteer alles</source>
        <translation>Select All</translation>
    </message>
    <message>
        <source>Sluit venster</source>
        <translation>Close Window</translation>
    </message>
    <message>
        <source>Minimaliseer</source>
        <translation>Minimise</translation>
    </message>
    <message>
        <source>Vergroot/verklein</source>
        <translation>Zoom</translation>
    </message>
</context>
<context>
    <name>MoreSettings</name>
    <message>
        <source>Kopie terugzetten…</source>
        <translation>Put a copy back…</translation>
    </message>
    <message>
        <source>Exporteren…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Nieuwsbronnen, voor een andere nieuwslezer (OPML)…</source>
        <translation>News sources, for another news reader (OPML)…</translation>
    </message>
    <message>
        <source>Wat je bewaarde, om te lezen in een browser (HTML)…</source>
        <translation>What you kept, to read in a browser (HTML)…</translation>
    </message>
    <message>
        <source>Wat je bewaarde, voor een ander programma (JSON)…</source>
        <translation>What you kept, for another program (JSON)…</translation>
    </message>
    <message>
        <source>Nieuwsbronnen</source>
        <translation>News sources</translation>
    </message>
    <message>
        <source>Bewaarde artikelen</source>
        <translation>Kept articles</translation>
    </message>
    <message>
        <source>Exporteren</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Map:</source>
        <translation>Folder:</translation>
    </message>
    <message>
        <source>Naam:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>Soort:</source>
        <translation>Kind:</translation>
    </message>
    <message>
        <source>Opslaan</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Annuleren</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Melding</source>
        <translation>Notice</translation>
    </message>
    <message>
        <source>Melding sluiten</source>
        <translation>Close notice</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Er is een nieuwe versie van dit programma: {}.</source>
        <translation>There is a new version of this program: {}.</translation>
    </message>
    <message>
        <source>Bekijken</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Dit programma is bijgewerkt. Sluit het af en start het opnieuw.</source>
        <translation>This program has been updated. Quit it and start it again.</translation>
    </message>
    <message>
        <source>Er ging iets mis dat niet had mogen gebeuren. Je kunt gewoon doorlezen.</source>
        <translation>Something went wrong that should not have. You can simply read on.</translation>
    </message>
    <message>
        <source>Logboek openen</source>
        <translation>Open log</translation>
    </message>
    <message>
        <source>Er reageert geen mailprogramma. Kopieer het adres en schrijf zelf.</source>
        <translation>No mail program responds. Copy the address and write the message yourself.</translation>
    </message>
    <message>
        <source>Het tellen is uit, maar de sleutelring van je computer liet het wachtwoord niet verwijderen.</source>
        <translation>Counting is off, but your computer&apos;s keyring did not let the password be removed.</translation>
    </message>
    <message>
        <source>Je leest alleen mee, want het programma is al open. Wat je nu doet, wordt niet bewaard.</source>
        <translation>You are only reading along, as the program is already open. What you do now is not kept.</translation>
    </message>
    <message>
        <source>Je instellingen waren beschadigd. De laatste goede kopie is teruggezet.</source>
        <translation>Your settings were damaged. The last good copy has been put back.</translation>
    </message>
    <message>
        <source>Je instellingen waren beschadigd. Kijk ze even na; de oude staan in {}.</source>
        <translation>Your settings were damaged. Please check them; the old ones are in {}.</translation>
    </message>
    <message>
        <source>Je instellingen waren beschadigd. Kijk ze even na.</source>
        <translation>Your settings were damaged. Please check them.</translation>
    </message>
    <message>
        <source>Je instellingen waren weg.</source>
        <translation>Your settings were gone.</translation>
    </message>
    <message>
        <source>Je instellingen waren beschadigd.</source>
        <translation>Your settings were damaged.</translation>
    </message>
    <message>
        <source>Je eigen bronnen waren weg.</source>
        <translation>Your own sources were gone.</translation>
    </message>
    <message>
        <source>Je eigen bronnen waren beschadigd.</source>
        <translation>Your own sources were damaged.</translation>
    </message>
    <message>
        <source>De kopie van {} is teruggezet.</source>
        <translation>The copy of {} was put back.</translation>
    </message>
    <message>
        <source>(En nog {} andere.)</source>
        <translation>(And {} more.)</translation>
    </message>
    <message>
        <source>Lijst openen</source>
        <translation>Open list</translation>
    </message>
    <message>
        <source>Er reageert geen browser. Kopieer het adres en open het zelf.</source>
        <translation>No browser answers. Copy the address and open it yourself.</translation>
    </message>
    <message>
        <source>Adres kopiëren</source>
        <translation>Copy address</translation>
    </message>
    <message>
        <source>Op {} staat geen tekst die we kunnen tonen.</source>
        <translation>There is no text on {} that we can show.</translation>
    </message>
    <message>
        <source>Starten als je inlogt is niet in te stellen: de computer liet het niet toe.</source>
        <translation>Starting when you log in can&apos;t be set: the computer did not allow it.</translation>
    </message>
    <message>
        <source>Dat lukte niet.</source>
        <translation>That did not work.</translation>
    </message>
    <message>
        <source>Je bent offline.</source>
        <translation>You are offline.</translation>
    </message>
    <message>
        <source>{} is niet te vinden; misschien ben je offline.</source>
        <translation>{} cannot be found; you may be offline.</translation>
    </message>
    <message>
        <source>{} neemt niet op.</source>
        <translation>{} does not answer.</translation>
    </message>
    <message>
        <source>{} antwoordt niet op tijd.</source>
        <translation>{} does not answer in time.</translation>
    </message>
    <message>
        <source>{} is niet veilig te bereiken: het certificaat klopt niet.</source>
        <translation>{} cannot be reached safely: its certificate is wrong.</translation>
    </message>
    <message>
        <source>{} stuurt meer dan we kunnen tonen.</source>
        <translation>{} sends more than we can show.</translation>
    </message>
    <message>
        <source>{} verwijst eindeloos door.</source>
        <translation>{} redirects without end.</translation>
    </message>
    <message>
        <source>{} verwijst naar een plek die we niet openen.</source>
        <translation>{} redirects to a place we do not open.</translation>
    </message>
    <message>
        <source>{} stuurt iets dat niet te lezen is.</source>
        <translation>{} sends something unreadable.</translation>
    </message>
    <message>
        <source>Dit artikel staat niet meer op {}.</source>
        <translation>This article is no longer on {}.</translation>
    </message>
    <message>
        <source>{} laat dit artikel niet zien aan dit programma.</source>
        <translation>{} does not show this article to this program.</translation>
    </message>
    <message>
        <source>Het is even druk bij {}.</source>
        <translation>{} is busy just now.</translation>
    </message>
    <message>
        <source>{} heeft een storing.</source>
        <translation>{} is out of order.</translation>
    </message>
    <message>
        <source>De map met je gegevens mag niet worden beschreven. Lezen gaat gewoon; wat je bewaart blijft nu niet bewaard.</source>
        <translation>The folder with your data cannot be written to. Reading works; what you keep now is not stored.</translation>
    </message>
    <message>
        <source>De schijf is vol. Maak ruimte; wat je al bewaarde, blijft bewaard.</source>
        <translation>The disk is full. Make room; what you kept before stays kept.</translation>
    </message>
    <message>
        <source>Je gegevens zijn van een nieuwere versie van dit programma. Installeer die versie.</source>
        <translation>Your data is from a newer version of this program. Install that version.</translation>
    </message>
    <message>
        <source>Een ander programma houdt je gegevens bezet.</source>
        <translation>Another program is holding on to your data.</translation>
    </message>
    <message>
        <source>Een bestand met je gegevens is beschadigd.</source>
        <translation>A file with your data is damaged.</translation>
    </message>
    <message>
        <source>Een bestand was beschadigd. Wat je bewaarde is teruggezet uit de laatste goede kopie.</source>
        <translation>A file was damaged. What you kept was put back from the last good copy.</translation>
    </message>
    <message>
        <source>Een bestand was beschadigd. Wat nog te lezen was, is bewaard gebleven.</source>
        <translation>A file was damaged. What could still be read has been kept.</translation>
    </message>
    <message>
        <source>Een bestand was beschadigd en er was geen kopie. Het oude bestand staat apart in {}.</source>
        <translation>A file was damaged and there was no copy. The old file is set aside as {}.</translation>
    </message>
    <message>
        <source>{} vraagt eerst om je keuze over cookies.</source>
        <translation>{} asks for your choice about cookies first.</translation>
    </message>
    <message>
        <source>{} toont dit artikel alleen in een browser.</source>
        <translation>{} shows this article only in a browser.</translation>
    </message>
    <message>
        <source>{} wil eerst zien dat je een mens bent.</source>
        <translation>{} wants to see first that you are human.</translation>
    </message>
    <message>
        <source>Op {} moet je eerst inloggen.</source>
        <translation>{} asks you to log in first.</translation>
    </message>
    <message>
        <source>{} geeft een overzicht in plaats van dit artikel.</source>
        <translation>{} gives an overview instead of this article.</translation>
    </message>
    <message>
        <source>Het hele artikel is op {} voor abonnees.</source>
        <translation>The whole article on {} is for subscribers.</translation>
    </message>
    <message>
        <source>het bestand is niet te lezen</source>
        <translation>the file cannot be read</translation>
    </message>
    <message>
        <source>er staat een schrijffout in</source>
        <translation>it holds a typing error</translation>
    </message>
    <message>
        <source>er ontbreekt een gegeven</source>
        <translation>something is missing</translation>
    </message>
    <message>
        <source>er staat een verkeerd soort waarde</source>
        <translation>it holds a wrong kind of value</translation>
    </message>
    <message>
        <source>er staan vreemde tekens in</source>
        <translation>it holds strange characters</translation>
    </message>
    <message>
        <source>de tekst is te lang</source>
        <translation>the text is too long</translation>
    </message>
    <message>
        <source>het adres is geen gewoon webadres</source>
        <translation>the address is no ordinary web address</translation>
    </message>
    <message>
        <source>deze naam komt al eerder voor</source>
        <translation>this name occurs before</translation>
    </message>
    <message>
        <source>{0} wordt overgeslagen: {1}.</source>
        <translation>{0} is skipped: {1}.</translation>
    </message>
    <message>
        <source>In {0} wordt {1} overgeslagen: {2}.</source>
        <translation>In {0}, {1} is skipped: {2}.</translation>
    </message>
    <message>
        <source>regel {}</source>
        <translation>line {}</translation>
    </message>
    <message>
        <source>bron {}</source>
        <translation>source {}</translation>
    </message>
    <message>
        <source>Typ het adres van je webmail.</source>
        <translation>Type the address of your webmail.</translation>
    </message>
    <message>
        <source>Alleen een veilig adres dat met https:// begint kan.</source>
        <translation>Only a safe address that begins with https:// will do.</translation>
    </message>
    <message>
        <source>Zet geen naam of wachtwoord in het adres.</source>
        <translation>Put no name or password in the address.</translation>
    </message>
    <message>
        <source>Dit adres is van een apparaat in huis, geen webmail.</source>
        <translation>This is the address of a device at home, not a webmail.</translation>
    </message>
    <message>
        <source>Dit adres is te lang.</source>
        <translation>This address is too long.</translation>
    </message>
    <message>
        <source>Dit is geen webadres. Het ziet eruit als webmail.voorbeeld.nl.</source>
        <translation>This is no web address. It looks like webmail.example.nl.</translation>
    </message>
</context>
<context>
    <name>OtherWebmail</name>
    <message>
        <source>Kies uit de lijst, of typ het adres</source>
        <translation>Choose from the list, or type the address</translation>
    </message>
    <message>
        <source>Andere webmail</source>
        <translation>Another webmail</translation>
    </message>
    <message>
        <source>Adres van je webmail</source>
        <translation>Address of your webmail</translation>
    </message>
    <message>
        <source>Gebruiken</source>
        <translation>Use</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Bekijk de video op {}</source>
        <translation>Watch the video on {}</translation>
    </message>
    <message>
        <source>Luister op {}</source>
        <translation>Listen on {}</translation>
    </message>
    <message>
        <source>Bekijk op {}</source>
        <translation>View on {}</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>alleen lezen</source>
        <translation>read only</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Het hele artikel wordt opgehaald…</source>
        <translation>Fetching the whole article…</translation>
    </message>
    <message>
        <source>Lees op {}</source>
        <translation>Read on {}</translation>
    </message>
    <message>
        <source>Meer uit {}</source>
        <translation>More from {}</translation>
    </message>
    <message>
        <source>{} en {}</source>
        <translation>{} and {}</translation>
    </message>
    <message>
        <source>{} en {} anderen</source>
        <translation>{} and {} others</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Kopie terugzetten</source>
        <translation>Put a copy back</translation>
    </message>
    <message>
        <source>De kopie wordt teruggezet…</source>
        <translation>The copy is being put back…</translation>
    </message>
    <message>
        <source>Even kijken welke kopieën er zijn…</source>
        <translation>Looking which copies there are…</translation>
    </message>
    <message>
        <source>Naar welk moment wil je terug?</source>
        <translation>To which moment do you want to go back?</translation>
    </message>
    <message>
        <source>Er is nog geen kopie. De eerste komt vandaag.</source>
        <translation>There is no copy yet. The first will be made today.</translation>
    </message>
    <message>
        <source>Kopieën</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Wat je bewaarde en las, je instellingen en je eigen bronnen worden weer zoals toen. Eerst wordt van nu een kopie gemaakt, zodat je terug kunt.</source>
        <translation>What you kept and read, your settings and your own sources become as they were then. First a copy is made of what is there now, so that you can go back.</translation>
    </message>
    <message>
        <source>Terugzetten</source>
        <translation>Put back</translation>
    </message>
    <message>
        <source>Annuleren</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>Bewaren</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Niet meer bewaren</source>
        <translation>No longer keep</translation>
    </message>
    <message>
        <source>Als gelezen markeren</source>
        <translation>Mark as read</translation>
    </message>
    <message>
        <source>Als ongelezen markeren</source>
        <translation>Mark as unread</translation>
    </message>
    <message>
        <source>Dit en alles hierboven is gelezen</source>
        <translation>Mark this and all above as read</translation>
    </message>
    <message>
        <source>Openen in je browser</source>
        <translation>Open in your browser</translation>
    </message>
    <message>
        <source>Adres kopiëren</source>
        <translation>Copy address</translation>
    </message>
</context>
<context>
    <name>SavingWindow</name>
    <message>
        <source>Even geduld: je leesgeschiedenis wordt opgeslagen…</source>
        <translation>One moment: your reading history is being saved…</translation>
    </message>
</context>
<context>
    <name>SectionChooser</name>
    <message>
        <source>Rubrieken</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>Meer rubrieken</source>
        <translation>More sections</translation>
    </message>
    <message>
        <source>Meer</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Instellingen</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>meteen</source>
        <translation>at once</translation>
    </message>
    <message>
        <source>na 2 seconden</source>
        <translation>after 2 seconds</translation>
    </message>
    <message>
        <source>aan het einde</source>
        <translation>at its end</translation>
    </message>
    <message>
        <source>als ik het zelf zeg</source>
        <translation>when I say so</translation>
    </message>
    <message>
        <source>1 maand</source>
        <translation>1 month</translation>
    </message>
    <message>
        <source>1 jaar</source>
        <translation>1 year</translation>
    </message>
    <message>
        <source>altijd</source>
        <translation>for ever</translation>
    </message>
    <message>
        <source>Webmail</source>
        <translation>Webmail</translation>
    </message>
    <message>
        <source>Ongelezen mail</source>
        <translation>Unread mail</translation>
    </message>
    <message>
        <source>Kleuren</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>Grootte</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Taal</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Nieuws verversen</source>
        <translation>Refresh the news</translation>
    </message>
    <message>
        <source>Telt als gelezen</source>
        <translation>Counts as read</translation>
    </message>
    <message>
        <source>Berichten bewaren</source>
        <translation>Keep articles</translation>
    </message>
    <message>
        <source>Eigen nieuwsbronnen</source>
        <translation>Your own news sources</translation>
    </message>
    <message>
        <source>Starten en sluiten</source>
        <translation>Starting and closing</translation>
    </message>
    <message>
        <source>Nieuwe versies</source>
        <translation>New versions</translation>
    </message>
    <message>
        <source>Meer</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Typeface</translation>
    </message>
    <message>
        <source>Artikelen in een letter met schreef</source>
        <translation>Articles in a serif face</translation>
    </message>
    <message>
        <source>Zoals de computer</source>
        <translation>Like the computer</translation>
    </message>
    <message>
        <source>Licht</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Donker</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>Hoog contrast</source>
        <translation>High contrast</translation>
    </message>
    <message numerus="yes">
        <source>elke %n minuten</source>
        <translation>
            <numerusform>every minute</numerusform>
            <numerusform>every %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Lijst openen…</source>
        <translation>Open list…</translation>
    </message>
    <message>
        <source>Melden als er een nieuwe versie is</source>
        <translation>Tell me when there is a new version</translation>
    </message>
    <message>
        <source>Sluiten</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Ongelezen mail tellen…</source>
        <translation>Count unread mail…</translation>
    </message>
</context>
<context>
    <name>Sharing</name>
    <message>
        <source>Adres gekopieerd</source>
        <translation>Address copied</translation>
    </message>
    <message>
        <source>Tekst gekopieerd</source>
        <translation>Text copied</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message numerus="yes">
        <source>%n nieuwe berichten tonen</source>
        <translation>
            <numerusform>Show 1 new story</numerusform>
            <numerusform>Show %n new stories</numerusform>
        </translation>
    </message>
    <message>
        <source>Nieuwslijst</source>
        <translation>News list</translation>
    </message>
    <message>
        <source>Het nieuws wordt opgehaald</source>
        <translation>The news is being fetched</translation>
    </message>
    <message>
        <source>Opnieuw proberen</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Je bent offline</source>
        <translation>You are offline</translation>
    </message>
    <message>
        <source>Zodra er weer internet is, verschijnt hier het nieuws.</source>
        <translation>As soon as there is internet again, the news appears here.</translation>
    </message>
    <message>
        <source>Het nieuws is even niet te bereiken</source>
        <translation>The news cannot be reached just now</translation>
    </message>
    <message>
        <source>De bron antwoordt niet. We proberen het straks vanzelf opnieuw.</source>
        <translation>The source does not answer. We will try again by ourselves.</translation>
    </message>
    <message>
        <source>Niets gevonden</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>Probeer een ander of korter woord.</source>
        <translation>Try another or a shorter word.</translation>
    </message>
    <message>
        <source>Nog niets bewaard</source>
        <translation>Nothing kept yet</translation>
    </message>
    <message>
        <source>Bewaar een artikel met de ster, dan vind je het hier terug.</source>
        <translation>Keep an article with the star and you will find it here.</translation>
    </message>
    <message>
        <source>Nog geen nieuws in deze rubriek</source>
        <translation>No news in this section yet</translation>
    </message>
</context>
<context>
    <name>StartupSettings</name>
    <message>
        <source>Starten als je inlogt op de computer</source>
        <translation>Start when you log in to the computer</translation>
    </message>
    <message>
        <source>In de instellingen van je computer staat dit uit. Zet het daar weer aan.</source>
        <translation>This is switched off in your computer&apos;s settings. Switch it on again there.</translation>
    </message>
    <message>
        <source>Klein beginnen: alleen het pictogram bij de klok</source>
        <translation>Start small: only the icon next to the clock</translation>
    </message>
    <message>
        <source>Na sluiten doorgaan bij de klok</source>
        <translation>Keep running next to the clock after closing</translation>
    </message>
    <message>
        <source>Je bureaublad heeft bij de klok geen plaats voor pictogrammen.</source>
        <translation>Your desktop has no room for icons next to the clock.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Het nieuws wordt opgehaald…</source>
        <translation>Fetching the news…</translation>
    </message>
    <message>
        <source>wordt vernieuwd…</source>
        <translation>refreshing…</translation>
    </message>
    <message>
        <source>Zojuist bijgewerkt</source>
        <translation>Updated just now</translation>
    </message>
    <message>
        <source>Bijgewerkt {}</source>
        <translation>Updated {}</translation>
    </message>
    <message>
        <source>Offline – er is nog geen nieuws opgehaald</source>
        <translation>Offline – no news has been fetched yet</translation>
    </message>
    <message>
        <source>Offline – nieuws van {}</source>
        <translation>Offline – news of {}</translation>
    </message>
    <message>
        <source>{0}: even druk bij de bron, opnieuw om {1}</source>
        <translation>{0}: busy just now, again at {1}</translation>
    </message>
    <message>
        <source>{} staat niet meer op dit adres</source>
        <translation>{} is no longer at this address</translation>
    </message>
    <message>
        <source>{} laat ons even niet toe</source>
        <translation>{} does not let us in just now</translation>
    </message>
    <message>
        <source>{} is nu niet te bereiken</source>
        <translation>{} cannot be reached just now</translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message>
        <source>{} geeft op dit adres geen nieuws.</source>
        <translation>{} has no news at this address.</translation>
    </message>
    <message>
        <source>Geen enkele bron antwoordt; misschien ben je offline.</source>
        <translation>No source answers; you may be offline.</translation>
    </message>
    <message>
        <source>ZeelandNet Desktop staat nu in je menu. Wil je het daar weg, verwijder dan
{0}
en de pictogrammen met die naam in
{1}</source>
        <translation>ZeelandNet Desktop is in your menu now. To take it away again, delete
{0}
and the icons of that name in
{1}</translation>
    </message>
    <message>
        <source>Dit is voor Linux. Hier zet de installatie het programma in je menu.</source>
        <translation>This is for Linux. Here the installer puts the program in your menu.</translation>
    </message>
    <message>
        <source>‘{}’ is geen webadres. Een webadres begint met https://</source>
        <translation>‘{}’ is not a web address. A web address begins with https://</translation>
    </message>
    <message>
        <source>Er is geen rubriek ‘{0}’. Je kunt kiezen uit: {1}.</source>
        <translation>There is no section ‘{0}’. You can choose from: {1}.</translation>
    </message>
    <message>
        <source>Er is nog geen nieuws.</source>
        <translation>There is no news yet.</translation>
    </message>
    <message>
        <source>Nog niets bewaard.</source>
        <translation>Nothing kept yet.</translation>
    </message>
    <message>
        <source>Bewaard</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>[Beeld: {}]</source>
        <translation>[Picture: {}]</translation>
    </message>
    <message>
        <source>[Beeld]</source>
        <translation>[Picture]</translation>
    </message>
    <message>
        <source>Lees op {0}: {1}</source>
        <translation>Read on {0}: {1}</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Werkbalk</source>
        <translation>Toolbar</translation>
    </message>
    <message>
        <source>Webmail</source>
        <translation>Webmail</translation>
    </message>
    <message>
        <source>Webmail openen</source>
        <translation>Open webmail</translation>
    </message>
    <message>
        <source>Zoeken in het nieuws</source>
        <translation>Search the news</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Artikel</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Hulp</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Weergave</source>
        <translation>View</translation>
    </message>
    <message>
        <source>Kleuren</source>
        <translation>Colours</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Webmail openen</source>
        <translation>Open webmail</translation>
    </message>
    <message>
        <source>Nieuw bericht</source>
        <translation>New message</translation>
    </message>
    <message>
        <source>Nu controleren</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>Meldingen</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Venster tonen</source>
        <translation>Show window</translation>
    </message>
    <message>
        <source>Instellingen…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>Afsluiten</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>Webmail</name>
    <message>
        <source>Kies je webmail…</source>
        <translation>Choose your webmail…</translation>
    </message>
</context>
<context>
    <name>WebmailDialog</name>
    <message>
        <source>Kies je webmail</source>
        <translation>Choose your webmail</translation>
    </message>
    <message>
        <source>ZeelandNet en DELTA hebben elk een eigen webmail. We vragen je één keer welke van jou is; daarna opent de knop Webmail die meteen. Wijzigen kan altijd.</source>
        <translation>ZeelandNet and DELTA each have a webmail of their own. We ask once which one is yours; from then on the Webmail button opens it at once. You can always change it.</translation>
    </message>
    <message>
        <source>Andere webmail…</source>
        <translation>Another webmail…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
</context>
</TS>
