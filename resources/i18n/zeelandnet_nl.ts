<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_NL" sourcelanguage="nl_NL">
<context>
    <name>Ages</name>
    <message numerus="yes">
        <source>%n minuten geleden</source>
        <translation>
            <numerusform>1 minuut geleden</numerusform>
            <numerusform>%n minuten geleden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uur geleden</source>
        <translation>
            <numerusform>1 uur geleden</numerusform>
            <numerusform>%n uur geleden</numerusform>
        </translation>
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
            <numerusform>1 uur</numerusform>
            <numerusform>%n uur</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Announcements</name>
    <message numerus="yes">
        <source>%n nieuwe berichten</source>
        <translation>
            <numerusform>1 nieuw bericht</numerusform>
            <numerusform>%n nieuwe berichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n berichten gevonden</source>
        <translation>
            <numerusform>1 bericht gevonden</numerusform>
            <numerusform>%n berichten gevonden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopyWords</name>
    <message numerus="yes">
        <source>%n eigen bronnen</source>
        <translation>
            <numerusform>%n eigen bron</numerusform>
            <numerusform>%n eigen bronnen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n keer gevonden</source>
        <translation>
            <numerusform>1 keer gevonden</numerusform>
            <numerusform>%n keer gevonden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListStatus</name>
    <message numerus="yes">
        <source>%n berichten</source>
        <translation>
            <numerusform>1 bericht</numerusform>
            <numerusform>%n berichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MailNotification</name>
    <message numerus="yes">
        <source>%n nieuwe berichten</source>
        <translation>
            <numerusform>1 nieuw bericht</numerusform>
            <numerusform>%n nieuwe berichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message numerus="yes">
        <source>elke %n minuten</source>
        <translation>
            <numerusform>elke minuut</numerusform>
            <numerusform>elke %n minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message numerus="yes">
        <source>%n nieuwe berichten tonen</source>
        <translation>
            <numerusform>1 nieuw bericht tonen</numerusform>
            <numerusform>%n nieuwe berichten tonen</numerusform>
        </translation>
    </message>
</context>
</TS>
