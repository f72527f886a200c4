<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>SourcePane</name>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln character</numerusform>
            <numerusform>%Ln characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryFooter</name>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>The addresses of %n files are copied. Fetch them into one folder with another computer, and import that folder here.</source>
        <translation>
            <numerusform>The address of one file is copied. Fetch it into a folder with another computer, and import that folder here.</numerusform>
            <numerusform>The addresses of %n files are copied. Fetch them into one folder with another computer, and import that folder here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message numerus="yes">
        <source>%Ln uncertain words</source>
        <translation>
            <numerusform>%Ln uncertain word</numerusform>
            <numerusform>%Ln uncertain words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <source>%Ln things to check</source>
        <translation>
            <numerusform>%Ln thing to check</numerusform>
            <numerusform>%Ln things to check</numerusform>
        </translation>
    </message>
</context>
</TS>
