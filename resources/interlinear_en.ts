<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>DocumentPane</name>
    <message numerus="yes">
        <source>%Ln words</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
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
    <name>EvidenceLine</name>
    <message numerus="yes">
        <source>%n sentences of the summary rest on this one.</source>
        <translation>
            <numerusform>One sentence of the summary rests on this one.</numerusform>
            <numerusform>%n sentences of the summary rest on this one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>rests on %n sentences</source>
        <translation>
            <numerusform>rests on one sentence</numerusform>
            <numerusform>rests on %n sentences</numerusform>
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
<context>
    <name>Library</name>
    <message numerus="yes">
        <source>%n languages</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n</source>
        <translation>
            <numerusform>all %n</numerusform>
            <numerusform>all %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{few} and %n more</source>
        <translation>
            <numerusform>{few} and %n more</numerusform>
            <numerusform>{few} and %n more</numerusform>
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
    <name>SummarizerBar</name>
    <message numerus="yes">
        <source>%n languages</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryPane</name>
    <message numerus="yes">
        <source>%Ln words</source>
        <translation>
            <numerusform>%Ln word</numerusform>
            <numerusform>%Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences</source>
        <translation>
            <numerusform>%Ln sentence</numerusform>
            <numerusform>%Ln sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryStatusLine</name>
    <message numerus="yes">
        <source>Read %Ln words</source>
        <translation>
            <numerusform>Read %Ln word</numerusform>
            <numerusform>Read %Ln words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln parts</source>
        <translation>
            <numerusform>in %Ln part</numerusform>
            <numerusform>in %Ln parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read {read} of {words} words in %Ln parts</source>
        <translation>
            <numerusform>Read {read} of {words} words in %Ln part</numerusform>
            <numerusform>Read {read} of {words} words in %Ln parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message numerus="yes">
        <source>{pairs} and %n more</source>
        <translation>
            <numerusform>{pairs} and %n more</numerusform>
            <numerusform>{pairs} and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n languages</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
</context>
</TS>
