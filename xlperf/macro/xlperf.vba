Attribute VB_Name = "Xlperf"
Option Explicit
' The button of xlperf: saves a copy of the open workbook, has it checked by the program xlperf,
' and carries the reply out in the workbook that is still open. Nothing is written before the
' whole reply has been read and found sound; what fails half way is taken back.
' Late bound, no Declare, no references: Excel 2007 and later, 32 and 64 bit, and WPS with VBA.
' Source: xlperf/macro/xlperf.vba; macros/xlperf.bas is made from it (Chinese as \uXXXX) by: python -m xlperf.macro macros

Private Const WAIT_SECONDS As Long = 180
Private Const SIGN As String = "xlperf:"

Private mLines() As String
Private mCount As Long
Private mMessage As String
Private mTrouble As Boolean
Private mLocked As String
Private mGuards As String
Private mLastTitle As String
Private mLastSheet As Object

' ---- what staff press ----

Public Sub XlperfCheck()
    XlperfTell XlperfRun("check")
End Sub

Public Sub XlperfClean()
    XlperfTell XlperfRun("clean")
End Sub

Public Sub XlperfNext()
    XlperfGo 1
End Sub

Public Sub XlperfPrevious()
    XlperfGo -1
End Sub

Public Sub XlperfHelp()
    XlperfTell XlperfText("“检查”核对当前工作簿（不用先保存），结果标在单元格上，并写在“检查结果”页。改正后再按一次，标记会换成新的。\u000a“清除标记”去掉全部标记，填报内容不受影响。\u000a按“检查”以后不能再撤销（Ctrl+Z）之前的修改。")
End Sub

Public Sub XlperfAbout()
    XlperfTell XlperfText("绩效自评检查（xlperf）。宏只调用本机的检查程序，不联网。\u000a检查程序：") & XlperfProgram(ActiveWorkbook)
End Sub

' ---- the ribbon; control is an IRibbonControl, late bound ----

Public Sub XlperfCheckRibbon(ByVal control As Object)
    XlperfCheck
End Sub

Public Sub XlperfCleanRibbon(ByVal control As Object)
    XlperfClean
End Sub

Public Sub XlperfNextRibbon(ByVal control As Object)
    XlperfNext
End Sub

Public Sub XlperfPreviousRibbon(ByVal control As Object)
    XlperfPrevious
End Sub

Public Sub XlperfHelpRibbon(ByVal control As Object)
    XlperfHelp
End Sub

Public Sub XlperfAboutRibbon(ByVal control As Object)
    XlperfAbout
End Sub

' ---- one press ----

' Runs check or clean on the active workbook; gives what is to be said, and never fails.
Public Function XlperfRun(ByVal verb As String) As String
    Dim book As Object, folder As String, copyPath As String, replyPath As String
    On Error GoTo Failed
    Set book = ActiveWorkbook
    If book Is Nothing Then
        XlperfRun = XlperfText("没有打开的工作簿。请先打开自评工作簿，再按“检查”。")
        Exit Function
    End If
    XlperfStatus XlperfText("绩效自评：正在检查……")
    folder = XlperfFolder()
    copyPath = folder & XlperfSeparator() & XlperfCopyName(book)
    replyPath = folder & XlperfSeparator() & "reply.txt"
    XlperfHold True
    XlperfSaveCopy book, copyPath
    XlperfCall book, verb, copyPath, replyPath
    XlperfRun = XlperfReply(book, replyPath)
    GoTo Done
Failed:
    XlperfRun = XlperfReason(Err.Number, Err.Description)
    Resume Done
Done:
    On Error Resume Next
    XlperfHold False
    XlperfStatus ""
    XlperfSweep folder, copyPath, replyPath
    On Error GoTo 0
End Function

' What is said of a reply file: its message when it was carried out, else the reason why not. Python calls it, too (xlperf.excel).
Public Function XlperfReply(ByVal book As Object, ByVal path As String) As String
    If Not XlperfIsThere(path) Then
        XlperfReply = XlperfText("检查程序没有给出结果（超时、被拦截，或版本太旧）。工作簿没有改动。\u000a请再按一次；仍不行时，关闭 Excel 后改用“发送到”或命令行 xlperf check，并告诉信息技术人员。\u000a检查程序：") & XlperfProgram(book)
    Else
        XlperfReply = XlperfApplyText(book, XlperfContent(path))
    End If
End Function

' Carries a reply out in an open workbook and gives its message. Pure object model: no file, no program.
Public Function XlperfApplyText(ByVal book As Object, ByVal text As String) As String
    Dim wrong As String
    wrong = XlperfUnsound(book, text)
    If wrong <> "" Then
        XlperfApplyText = XlperfText("检查程序的答复不完整，工作簿没有改动。请再按一次；仍不行时请重新安装检查程序。（") & wrong & XlperfText("）")
        Exit Function
    End If
    If mTrouble Then
        XlperfApplyText = mMessage
        Exit Function
    End If
    If Not XlperfUnlock(book) Then
        XlperfRelock book
        XlperfApplyText = XlperfText("“") & mLocked & XlperfText("”设了保护密码，标记写不进去，工作簿没有改动。\u000a请在“审阅”中撤销保护后再按一次；不知道密码的，保存后用命令行 xlperf check 检查这个文件。")
        Exit Function
    End If
    XlperfApplyText = XlperfCarryOut(book)
    XlperfRelock book
End Function

' All steps, one after the other, with the screen still; a step that fails takes the marks away again.
Private Function XlperfCarryOut(ByVal book As Object) As String
    Dim i As Long, told As String, here As Object
    Dim wasUpdating As Boolean, hadEvents As Boolean, hadAlerts As Boolean
    wasUpdating = Application.ScreenUpdating
    hadEvents = Application.EnableEvents
    hadAlerts = Application.DisplayAlerts
    On Error Resume Next
    Set here = book.ActiveSheet
    On Error GoTo 0  ' LibreOffice would go on resuming otherwise
    On Error GoTo Failed
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.DisplayAlerts = False
    For i = 1 To mCount
        XlperfStep book, Split(mLines(i), vbTab)
    Next i
    told = mMessage
    GoTo Done
Failed:
    told = XlperfReason(Err.Number, Err.Description) & vbLf & XlperfText("已写的标记都已取下。第 ") & i & XlperfText(" 步：") & Left(XlperfText(Replace(mLines(i), vbTab, " ")), 60)
    Resume Undo
Undo:
    On Error Resume Next
    XlperfTakeBack book
Done:
    On Error Resume Next
    here.Activate
    Application.DisplayAlerts = hadAlerts
    Application.EnableEvents = hadEvents
    Application.ScreenUpdating = wasUpdating
    On Error GoTo 0
    XlperfCarryOut = told
End Function

' ---- one step ----

Private Sub XlperfStep(ByVal book As Object, ByVal part As Variant)
    Dim sheet As Object, place As String
    place = XlperfText(part(2))
    Select Case part(0)
        Case "M"
            Exit Sub
        Case "G"
            XlperfForget book, place
            Exit Sub
        Case "A"
            XlperfForget book, place
            book.Names.Add Name:=place, RefersTo:="=" & XlperfText(part(3)), Visible:=False
            Exit Sub
        Case "R"
            XlperfPage book, XlperfText(part(1))
            Exit Sub
        Case "D"
            XlperfDrop book, XlperfText(part(1))
            Exit Sub
    End Select
    Set sheet = XlperfSheet(book, XlperfText(part(1)))
    Select Case part(0)
        Case "U"
            XlperfUnpaint sheet.Range(place)
        Case "P"
            XlperfPaint sheet.Range(place), XlperfText(part(3)), XlperfColour(part(4))
        Case "E"
            XlperfErase sheet.Range(place)
        Case "N"
            XlperfNote sheet.Range(place), XlperfText(part(3)), Val(part(4)), Val(part(5))
        Case "Z"
            XlperfEmpty sheet.Range(place)
        Case "K"
            XlperfUnlink sheet.Range(place)
        Case "V"
            XlperfFill sheet.Range(place), part(3), XlperfText(part(4))
        Case "J"
            XlperfJump sheet, sheet.Range(place), XlperfText(part(3))
        Case "W"
            sheet.Range(place).ColumnWidth = Val(part(3))
        Case "H"
            sheet.Range(place).RowHeight = Val(part(3))
        Case "X"
            XlperfMerge sheet, place
        Case "F"
            XlperfFormat sheet, place, part
        Case "T"
            XlperfFooter sheet, XlperfText(part(3))
    End Select
End Sub

Private Sub XlperfUnpaint(ByVal cells As Object)
    Dim i As Long, formula As String
    If XlperfInLibreOffice() Then
        XlperfUnpaintNative cells
        Exit Sub
    End If
    For i = cells.FormatConditions.Count To 1 Step -1
        formula = ""
        On Error Resume Next
        formula = cells.FormatConditions(i).Formula1
        On Error GoTo 0
        If InStr(1, formula, SIGN, vbTextCompare) > 0 Then cells.FormatConditions(i).Delete
    Next i
End Sub

Private Sub XlperfPaint(ByVal cells As Object, ByVal formula As String, ByVal colour As Long)
    Dim rule As Object
    If XlperfInLibreOffice() Then
        XlperfPaintNative cells, formula, colour
    Else
        Set rule = cells.FormatConditions.Add(2, , "=" & formula)
        rule.Interior.Color = colour
        XlperfGoOn rule
    End If
End Sub

' Excel 2007 and later; a rule of ours never hides one of staff's.
Private Sub XlperfGoOn(ByVal rule As Object)
    On Error Resume Next
    rule.StopIfTrue = False
    On Error GoTo 0
End Sub

Private Sub XlperfErase(ByVal cell As Object)
    If Not cell.Comment Is Nothing Then cell.Comment.Delete
End Sub

' A note of staff's stays; one of ours never comes over it.
Private Sub XlperfNote(ByVal cell As Object, ByVal text As String, ByVal wide As Double, ByVal high As Double)
    Dim note As Object
    If Not cell.Comment Is Nothing Then Exit Sub
    cell.AddComment text
    Set note = cell.Comment
    On Error Resume Next
    note.Visible = False
    note.Shape.Width = wide
    note.Shape.Height = high
    note.Shape.TextFrame.Characters.Font.Size = 9
    note.Shape.TextFrame.Characters.Font.Bold = False
End Sub

Private Sub XlperfEmpty(ByVal cells As Object)
    Dim cell As Object
    For Each cell In cells.Cells
        If Not cell.HasFormula Then
            If cell.MergeCells Then
                cell.MergeArea.ClearContents
            Else
                cell.ClearContents
            End If
        End If
    Next cell
End Sub

' In LibreOffice a jump is part of the text and went with it (step Z, Clear).
Private Sub XlperfUnlink(ByVal cell As Object)
    Dim i As Long
    If XlperfInLibreOffice() Then Exit Sub
    For i = cell.Hyperlinks.Count To 1 Step -1
        cell.Hyperlinks(i).Delete
    Next i
End Sub

' A formula is never written over; a quoted text stays text whatever it looks like.
Private Sub XlperfFill(ByVal cell As Object, ByVal kind As String, ByVal text As String)
    If cell.HasFormula Then Exit Sub
    Select Case kind
        Case "number"
            cell.Value = Val(text)
        Case "quoted"
            cell.Value = "'" & text
        Case Else
            cell.Value = text
    End Select
End Sub

' The jump leaves the look of the cell alone: Excel would paint it as a link.
Private Sub XlperfJump(ByVal sheet As Object, ByVal cell As Object, ByVal target As String)
    Dim font As Variant, size As Variant, colour As Variant, underlined As Variant
    font = cell.Font.Name
    size = cell.Font.Size
    colour = cell.Font.Color
    underlined = cell.Font.Underline
    If XlperfInLibreOffice() Then
        sheet.Hyperlinks.Add cell, "#" & target, "", "", CStr(cell.Value)
    Else
        sheet.Hyperlinks.Add cell, "", target
    End If
    cell.Font.Name = font
    cell.Font.Size = size
    cell.Font.Color = colour
    cell.Font.Underline = underlined
End Sub

Private Sub XlperfMerge(ByVal sheet As Object, ByVal places As String)
    Dim item As Variant
    For Each item In Split(places, ",")
        sheet.Range(item).Merge
    Next item
End Sub

' font, size, colour, fill, framed, across, wrapped, underlined
Private Sub XlperfFormat(ByVal sheet As Object, ByVal places As String, ByVal part As Variant)
    Dim item As Variant, cells As Object
    For Each item In Split(places, ",")
        Set cells = sheet.Range(item)
        cells.Font.Name = XlperfText(part(3))
        cells.Font.Size = Val(part(4))
        cells.Font.Color = XlperfColour(part(5))
        If part(6) <> "" Then cells.Interior.Color = XlperfColour(part(6))
        If part(7) = "1" Then
            cells.Borders.LineStyle = 1
            cells.Borders.Color = XlperfColour("BFBFBF")
        End If
        cells.HorizontalAlignment = IIf(part(8) = "center", -4108, -4131)
        cells.VerticalAlignment = -4108
        cells.WrapText = (part(9) = "1")
        If part(10) = "1" Then cells.Font.Underline = 2
        If XlperfInLibreOffice() Then XlperfFormatNative cells.CellRange, XlperfText(part(3)), Val(part(4)), part(7) = "1"
    Next item
End Sub

' LibreOffice keeps a font of its own for Chinese letters, and takes no frame from Borders.
Private Sub XlperfFormatNative(ByVal native As Object, ByVal font As String, ByVal size As Double, ByVal framed As Boolean)
    Dim frame As Object, edge As Object
    native.CharFontNameAsian = font
    native.CharHeightAsian = size
    If Not framed Then Exit Sub
    Set frame = native.TableBorder
    Set edge = native.TableBorder.TopLine
    edge.Color = 12566463
    edge.OuterLineWidth = 26
    frame.TopLine = edge
    frame.BottomLine = edge
    frame.LeftLine = edge
    frame.RightLine = edge
    frame.HorizontalLine = edge
    frame.VerticalLine = edge
    frame.IsTopLineValid = True
    frame.IsBottomLineValid = True
    frame.IsLeftLineValid = True
    frame.IsRightLineValid = True
    frame.IsHorizontalLineValid = True
    frame.IsVerticalLineValid = True
    native.TableBorder = frame
End Sub

' The right of the printed footer; without a printer Excel sets up no page.
Private Sub XlperfFooter(ByVal sheet As Object, ByVal text As String)
    On Error Resume Next
    sheet.PageSetup.RightFooter = text
    On Error GoTo 0
End Sub

' Our sheet, last and empty. It is kept when it is there, so that nothing that points at it breaks.
Private Sub XlperfPage(ByVal book As Object, ByVal title As String)
    Dim sheet As Object
    Set sheet = XlperfSheet(book, title)
    If sheet Is Nothing Then
        Set sheet = book.Worksheets.Add(After:=book.Worksheets(book.Worksheets.Count))
        sheet.Name = title
        On Error Resume Next
        sheet.Tab.Color = XlperfColour("5B9BD5")
        ActiveWindow.DisplayGridlines = False
        sheet.PageSetup.Orientation = 2
        sheet.PageSetup.PaperSize = 9
        sheet.PageSetup.Zoom = False
        sheet.PageSetup.FitToPagesWide = 1
        sheet.PageSetup.FitToPagesTall = False
    Else
        XlperfUnlink sheet.UsedRange
        sheet.Cells.UnMerge
        sheet.Cells.Clear
    End If
End Sub

Private Sub XlperfDrop(ByVal book As Object, ByVal title As String)
    Dim sheet As Object
    Set sheet = XlperfSheet(book, title)
    mLastTitle = ""
    Set mLastSheet = Nothing
    If Not sheet Is Nothing Then sheet.Delete
End Sub

Private Sub XlperfForget(ByVal book As Object, ByVal title As String)
    Dim i As Long
    For i = book.Names.Count To 1 Step -1
        If LCase(book.Names(i).Name) = LCase(title) Then book.Names(i).Delete
    Next i
End Sub

' ---- LibreOffice: its VBA has no FormatConditions, its own objects do; CellRange leads to them ----

Private Function XlperfInLibreOffice() As Boolean
    XlperfInLibreOffice = (Application.OperatingSystem = "Unix")
End Function

' Cell by cell: only so does every other conditional format stay as it is.
Private Sub XlperfPaintNative(ByVal cells As Object, ByVal formula As String, ByVal colour As Long)
    Dim cell As Object, native As Object, rules As Object, facts(2) As Variant, i As Long
    For Each cell In cells.Cells
        Set native = cell.CellRange
        For i = 0 To 2
            Set facts(i) = CreateObject("com.sun.star.beans.PropertyValue")
            facts(i).Name = Split("Operator Formula1 StyleName", " ")(i)
        Next i
        facts(0).Value = 9
        facts(1).Value = formula
        facts(2).Value = XlperfNativeStyle(colour)
        Set rules = native.ConditionalFormat
        rules.addNew facts
        native.ConditionalFormat = rules
    Next cell
End Sub

Private Sub XlperfUnpaintNative(ByVal cells As Object)
    Dim cell As Object, native As Object, rules As Object, i As Long
    For Each cell In cells.Cells
        Set native = cell.CellRange
        Set rules = native.ConditionalFormat
        For i = rules.Count - 1 To 0 Step -1
            If InStr(1, rules.getByIndex(i).getFormula1(), SIGN, vbTextCompare) > 0 Then rules.removeByIndex i
        Next i
        native.ConditionalFormat = rules
    Next cell
End Sub

Private Function XlperfNativeStyle(ByVal colour As Long) As String
    Dim style As Object, i As Long
    XlperfNativeStyle = "xlperf_" & Hex(colour)
    For i = 1 To ActiveWorkbook.Styles.Count
        If ActiveWorkbook.Styles(i).Name = XlperfNativeStyle Then Exit Function
    Next i
    Set style = ActiveWorkbook.Styles.Add(XlperfNativeStyle)
    style.Interior.Color = colour
End Function

' ---- soundness ----

' "" when the whole reply can be carried out, else which line cannot. Fills mLines, mCount, mMessage, mTrouble.
Private Function XlperfUnsound(ByVal book As Object, ByVal text As String) As String
    Dim i As Long, lines As Variant, last As Long, part As Variant, page As String, at As Long
    mLastTitle = ""
    Set mLastSheet = Nothing
    mCount = 0
    mMessage = ""
    mTrouble = False
    lines = Split(Replace(text, vbCr, ""), vbLf)
    last = UBound(lines)
    If last > 0 Then
        If lines(last) = "" Then last = last - 1
    End If
    XlperfUnsound = "1"
    If last < 2 Then Exit Function
    part = Split(lines(0), vbTab)
    If UBound(part) <> 1 Then Exit Function
    If part(0) <> "XLPERF2" Or XlperfText(part(1)) <> XlperfCopyName(book) Then Exit Function
    XlperfUnsound = "END"
    If lines(last) <> "END" & vbTab & CStr(last - 1) Then Exit Function
    ReDim mLines(1 To last - 1)
    For i = 1 To last - 1
        XlperfUnsound = CStr(i + 1)
        at = InStr(lines(i), vbTab)
        If at < 2 Then Exit Function
        If Left(lines(i), at - 1) <> CStr(i) Then Exit Function
        mLines(i) = Mid(lines(i), at + 1)
        part = Split(mLines(i), vbTab)
        If Not XlperfHasFields(part) Then Exit Function
        If part(0) = "M" Then
            If i <> last - 1 Then Exit Function
            mTrouble = (part(1) = "1")
            mMessage = XlperfText(part(2))
        ElseIf part(0) = "R" Then
            page = XlperfText(part(1))
        ElseIf Not XlperfIsPlaced(book, part, page) Then
            Exit Function
        End If
    Next i
    If mMessage = "" Then Exit Function
    mCount = last - 1
    XlperfUnsound = ""
End Function

Private Function XlperfHasFields(ByVal part As Variant) As Boolean
    Dim want As Long
    want = -1
    If UBound(part) >= 0 Then
        Select Case part(0)
            Case "U", "E", "Z", "K", "G", "D", "X", "M", "R"
                want = 2
            Case "J", "A", "W", "H"
                want = 3
            Case "P", "V", "T"
                want = 4
            Case "N"
                want = 5
            Case "F"
                want = 10
        End Select
    End If
    XlperfHasFields = (UBound(part) = want)
End Function

' Whether the sheet of a step is there, or will be, and takes its place.
Private Function XlperfIsPlaced(ByVal book As Object, ByVal part As Variant, ByVal page As String) As Boolean
    Dim sheet As Object, cells As Object, title As String
    title = XlperfText(part(1))
    XlperfIsPlaced = True
    If part(0) = "G" Or part(0) = "A" Or part(0) = "D" Then Exit Function
    Set sheet = XlperfSheet(book, title)
    If sheet Is Nothing Then
        XlperfIsPlaced = (title = page And page <> "")
    Else
        On Error Resume Next
        Set cells = sheet.Range(XlperfText(part(2)))
        XlperfIsPlaced = Not cells Is Nothing
        On Error GoTo 0
    End If
End Function

' The sheet of this name, Nothing when there is none; the last one is remembered, for steps come sheet by sheet.
Private Function XlperfSheet(ByVal book As Object, ByVal title As String) As Object
    Dim i As Long
    If title = mLastTitle And Not mLastSheet Is Nothing Then
        Set XlperfSheet = mLastSheet
        Exit Function
    End If
    For i = 1 To book.Worksheets.Count
        If LCase(book.Worksheets(i).Name) = LCase(title) Then
            Set XlperfSheet = book.Worksheets(i)
            Set mLastSheet = XlperfSheet
            mLastTitle = title
            Exit Function
        End If
    Next i
End Function

' ---- what was half done ----

' Everything that carries our signature goes; used only when a step failed.
Private Sub XlperfTakeBack(ByVal book As Object)
    Dim i As Long, part As Variant, page As String
    On Error Resume Next
    For i = 1 To mCount
        part = Split(mLines(i), vbTab)
        Select Case part(0)
            Case "P"
                XlperfUnpaint XlperfSheet(book, XlperfText(part(1))).Range(XlperfText(part(2)))
            Case "N"
                XlperfEraseOurs XlperfSheet(book, XlperfText(part(1))).Range(XlperfText(part(2))), XlperfText(part(3))
            Case "R"
                page = XlperfText(part(1))
            Case "T"
                XlperfFooter XlperfSheet(book, XlperfText(part(1))), XlperfText(part(4))
            Case "V"
                If XlperfText(part(1)) <> page Then XlperfEmpty XlperfSheet(book, XlperfText(part(1))).Range(XlperfText(part(2)))
            Case "J"
                If XlperfText(part(1)) <> page Then XlperfUnlink XlperfSheet(book, XlperfText(part(1))).Range(XlperfText(part(2)))
            Case "A"
                XlperfForget book, XlperfText(part(2))
        End Select
    Next i
    If page <> "" Then XlperfDrop book, page
End Sub

Private Sub XlperfEraseOurs(ByVal cell As Object, ByVal text As String)
    If Not cell.Comment Is Nothing Then
        If InStr(1, cell.Comment.Text, Right(text, 10)) > 0 Then cell.Comment.Delete
    End If
End Sub

' ---- protection ----

' Opens every protected sheet that a step writes to (LibreOffice makes no style while any is closed), and the structure; False when a password bars one (mLocked).
Private Function XlperfUnlock(ByVal book As Object) As Boolean
    Dim i As Long, part As Variant, seen As String, sheet As Object, page As Boolean
    mGuards = ""
    mLocked = ""
    seen = vbTab
    If XlperfInLibreOffice() Then
        For i = 1 To book.Worksheets.Count
            If Not XlperfOpenSheet(book.Worksheets(i)) Then Exit Function
        Next i
    End If
    For i = 1 To mCount
        part = Split(mLines(i), vbTab)
        If part(0) = "R" Or part(0) = "D" Then page = True
        If part(0) <> "M" And InStr(seen, vbTab & part(1) & vbTab) = 0 Then
            seen = seen & part(1) & vbTab
            Set sheet = XlperfSheet(book, XlperfText(part(1)))
            If Not sheet Is Nothing Then
                If Not XlperfOpenSheet(sheet) Then Exit Function
            End If
        End If
    Next i
    XlperfUnlock = True
    If page And XlperfIsTrue(book, "ProtectStructure") Then
        On Error Resume Next
        book.Unprotect ""
        On Error GoTo 0
        If XlperfIsTrue(book, "ProtectStructure") Then
            mLocked = book.Name
            XlperfUnlock = False
        Else
            mGuards = mGuards & "*" & vbLf
        End If
    End If
End Function

' One sheet: what its protection allowed is kept in mGuards, a line a sheet: name, tab, 17 truths as 1 or 0.
Private Function XlperfOpenSheet(ByVal sheet As Object) As Boolean
    Dim kept As String
    XlperfOpenSheet = True
    If Not XlperfIsTrue(sheet, "ProtectContents") Then Exit Function
    kept = XlperfAllowances(sheet)
    On Error Resume Next
    sheet.Unprotect ""
    On Error GoTo 0
    If XlperfIsTrue(sheet, "ProtectContents") Then
        mLocked = sheet.Name
        XlperfOpenSheet = False
    Else
        mGuards = mGuards & sheet.Name & vbTab & kept & vbLf
    End If
End Function

Private Function XlperfAllowances(ByVal sheet As Object) As String
    Dim names As Variant, i As Long, guard As Object
    names = Split("FormattingCells FormattingColumns FormattingRows InsertingColumns InsertingRows InsertingHyperlinks DeletingColumns DeletingRows Sorting Filtering UsingPivotTables", " ")
    XlperfAllowances = XlperfDigit(sheet, "ProtectDrawingObjects") & XlperfDigit(sheet, "ProtectContents") & XlperfDigit(sheet, "ProtectScenarios")
    On Error Resume Next
    Set guard = sheet.Protection
    On Error GoTo 0
    For i = 0 To UBound(names)
        If guard Is Nothing Then
            XlperfAllowances = XlperfAllowances & "0"
        Else
            XlperfAllowances = XlperfAllowances & XlperfDigit(guard, "Allow" & names(i))
        End If
    Next i
    On Error Resume Next
    XlperfAllowances = XlperfAllowances & vbTab & CStr(sheet.EnableSelection)
    On Error GoTo 0
End Function

Private Sub XlperfRelock(ByVal book As Object)
    Dim guards As Variant, i As Long, part As Variant, sheet As Object
    guards = Split(mGuards, vbLf)
    On Error Resume Next
    For i = 0 To UBound(guards)
        part = Split(guards(i), vbTab)
        If guards(i) = "*" Then
            book.Protect "", True
        ElseIf UBound(part) >= 1 Then
            Set sheet = XlperfSheet(book, part(0))
            XlperfProtect sheet, part(1)
            If UBound(part) = 2 Then sheet.EnableSelection = CLng(part(2))
        End If
    Next i
    On Error GoTo 0
    mGuards = ""
End Sub

Private Sub XlperfProtect(ByVal sheet As Object, ByVal d As String)
    sheet.Protect "", XlperfOn(d, 1), XlperfOn(d, 2), XlperfOn(d, 3), False, XlperfOn(d, 4), XlperfOn(d, 5), XlperfOn(d, 6), XlperfOn(d, 7), XlperfOn(d, 8), XlperfOn(d, 9), XlperfOn(d, 10), XlperfOn(d, 11), XlperfOn(d, 12), XlperfOn(d, 13), XlperfOn(d, 14)
End Sub

Private Function XlperfOn(ByVal digits As String, ByVal place As Long) As Boolean
    XlperfOn = (Mid(digits, place, 1) = "1")
End Function

Private Function XlperfDigit(ByVal thing As Object, ByVal title As String) As String
    XlperfDigit = IIf(XlperfIsTrue(thing, title), "1", "0")
End Function

' A property by name; one that this program does not have is False.
Private Function XlperfIsTrue(ByVal thing As Object, ByVal title As String) As Boolean
    On Error Resume Next
    XlperfIsTrue = CallByName(thing, title, 2)
    On Error GoTo 0
End Function

' ---- the program ----

Private Function XlperfOnWindows() As Boolean
    XlperfOnWindows = (InStr(1, Application.OperatingSystem, "Windows", vbTextCompare) > 0)
End Function

Private Function XlperfSeparator() As String
    XlperfSeparator = IIf(XlperfOnWindows(), Chr(92), "/")
End Function

' XLPERF_EXE, else beside the workbook, else where it is installed for this user, else by the search path.
Private Function XlperfProgram(ByVal book As Object) As String
    Dim place As String, s As String
    s = XlperfSeparator()
    XlperfProgram = Environ("XLPERF_EXE")
    If XlperfProgram <> "" Then Exit Function
    If XlperfOnWindows() Then
        place = ThisWorkbook.Path & s & "xlperf" & s & "xlperf.exe"
        If ThisWorkbook.Path = "" Or Not XlperfIsThere(place) Then place = Environ("LOCALAPPDATA") & s & "Programs" & s & "xlperf" & s & "xlperf.exe"
        If Not XlperfIsThere(place) Then place = "xlperf.exe"
        XlperfProgram = place
    Else
        XlperfProgram = "xlperf"
    End If
End Function

Private Sub XlperfCall(ByVal book As Object, ByVal verb As String, ByVal copyPath As String, ByVal replyPath As String)
    Dim typed As String
    typed = XlperfQuoted(XlperfProgram(book)) & " " & verb & " " & XlperfQuoted(copyPath) & " --reply " & XlperfQuoted(replyPath)
    If XlperfOnWindows() Then
        CreateObject("WScript.Shell").Run typed, 0, False
    Else
        Shell typed, 0
    End If
    XlperfAwait replyPath
End Sub

Private Sub XlperfAwait(ByVal path As String)
    Dim started As Date, told As Long, passed As Long
    started = Now
    Do While Not XlperfIsThere(path)
        passed = CLng((Now - started) * 86400)
        If passed > XlperfPatience() Then Exit Sub
        If passed > told Then
            told = passed
            XlperfStatus XlperfText("绩效自评：正在检查…… ") & told & XlperfText(" 秒")
        End If
        DoEvents
    Loop
End Sub

' Nobody types between the copy and the reply: what is found belongs to the cells as they were.
Private Sub XlperfHold(ByVal held As Boolean)
    On Error Resume Next
    Application.Interactive = Not held
    On Error GoTo 0
End Sub

Private Function XlperfPatience() As Long
    XlperfPatience = WAIT_SECONDS
    If Val(Environ("XLPERF_WAIT")) > 0 Then XlperfPatience = Val(Environ("XLPERF_WAIT"))
End Function

Private Function XlperfQuoted(ByVal text As String) As String
    XlperfQuoted = Chr(34) & text & Chr(34)
End Function

' ---- files ----

' A folder of our own, so that the copy can bear the name of the workbook.
Private Function XlperfFolder() As String
    Dim place As String
    place = Environ("TEMP")
    If place = "" Then place = Environ("TMPDIR")
    If place = "" Then place = "/tmp"
    Randomize
    XlperfFolder = place & XlperfSeparator() & "xlperf-" & CStr(CLng(Timer)) & "-" & CStr(CLng(Rnd() * 1000000))
    MkDir XlperfFolder
End Function

Private Function XlperfCopyName(ByVal book As Object) As String
    XlperfCopyName = book.Name
    If InStr(XlperfCopyName, ".") = 0 Then XlperfCopyName = XlperfCopyName & ".xlsx"
End Function

' The workbook as it is on the screen; the file of staff is not saved.
Private Sub XlperfSaveCopy(ByVal book As Object, ByVal path As String)
    If XlperfInLibreOffice() Then
        XlperfSaveCopyNative book, path
    Else
        book.SaveCopyAs path
    End If
End Sub

' LibreOffice: SaveCopyAs writes .xls there. A plain name first, for addresses are ASCII.
Private Sub XlperfSaveCopyNative(ByVal book As Object, ByVal path As String)
    Dim model As Object, facts(0) As Variant, place As String
    Set model = book.Worksheets(1).Range("A1").CellRange.getSpreadsheet().DrawPage.Forms.Parent
    Set facts(0) = CreateObject("com.sun.star.beans.PropertyValue")
    facts(0).Name = "FilterName"
    facts(0).Value = IIf(LCase(Right(path, 5)) = ".xlsm", "Calc MS Excel 2007 VBA XML", "Calc MS Excel 2007 XML")
    place = Left(path, InStrRev(path, "/")) & "copy.tmp"
    model.storeToURL "file://" & Replace(place, " ", "%20"), facts
    Name place As path
End Sub

Private Function XlperfIsThere(ByVal path As String) As Boolean
    On Error Resume Next
    If XlperfOnWindows() Then
        XlperfIsThere = CreateObject("Scripting.FileSystemObject").FileExists(path)
    Else
        XlperfIsThere = (Dir(path) <> "")
    End If
    On Error GoTo 0
End Function

Private Function XlperfContent(ByVal path As String) As String
    Dim channel As Integer, found As String, block As String, whole As String
    channel = FreeFile
    Open path For Input As #channel
    Do While Not EOF(channel)
        Line Input #channel, found
        block = block & found & vbLf
        If Len(block) > 8000 Then
            whole = whole & block
            block = ""
        End If
    Loop
    Close #channel
    XlperfContent = whole & block
End Function

Private Sub XlperfSweep(ByVal folder As String, ByVal copyPath As String, ByVal replyPath As String)
    On Error Resume Next
    If folder = "" Then Exit Sub
    If XlperfOnWindows() Then
        CreateObject("Scripting.FileSystemObject").DeleteFolder folder, True
    Else
        If XlperfIsThere(copyPath) Then Kill copyPath
        If XlperfIsThere(replyPath) Then Kill replyPath
        RmDir folder
    End If
    On Error GoTo 0
End Sub

' ---- words ----

' \uXXXX back into letters.
Public Function XlperfText(ByVal text As String) As String
    Dim parts As Variant, i As Long
    If InStr(text, Chr(92) & "u") = 0 Then
        XlperfText = text
        Exit Function
    End If
    parts = Split(text, Chr(92) & "u")
    For i = 1 To UBound(parts)
        parts(i) = ChrW(CLng("&H" & Left(parts(i), 4))) & Mid(parts(i), 5)
    Next i
    XlperfText = Join(parts, "")
End Function

' RRGGBB as Excel counts colours.
Private Function XlperfColour(ByVal digits As String) As Long
    XlperfColour = RGB(CLng("&H" & Mid(digits, 1, 2)), CLng("&H" & Mid(digits, 3, 2)), CLng("&H" & Mid(digits, 5, 2)))
End Function

Private Function XlperfReason(ByVal number As Long, ByVal description As String) As String
    If number = 53 Or number = -2147024894 Then
        XlperfReason = XlperfText("找不到检查程序 xlperf，工作簿没有改动。请先安装（见安装与信任.md），或把 xlperf 文件夹放在本文件旁边。（错误 ") & number & XlperfText("）")
    Else
        XlperfReason = XlperfText("没有查成（错误 ") & number & XlperfText("：") & description & XlperfText("）。\u000a请结束单元格的编辑状态、保存后再按一次；仍不行时改用命令行 xlperf check。")
    End If
End Function

Private Sub XlperfTell(ByVal words As String)
    MsgBox words, vbInformation, XlperfText("绩效自评")
End Sub

Private Sub XlperfStatus(ByVal words As String)
    On Error Resume Next
    If words = "" Then
        Application.StatusBar = False
    Else
        Application.StatusBar = words
    End If
    On Error GoTo 0
End Sub

' ---- from one finding to the next ----

Private Sub XlperfGo(ByVal way As Long)
    Static place As Long
    Dim links As Object, targets() As String, n As Long, i As Long, sheet As Object
    On Error GoTo Failed
    Set sheet = XlperfResults(ActiveWorkbook)
    If Not sheet Is Nothing Then
        Set links = sheet.Hyperlinks
        ReDim targets(1 To links.Count + 1)
        For i = 1 To links.Count
            If links(i).Range.Column = 4 Then
                n = n + 1
                targets(n) = links(i).SubAddress
            End If
        Next i
    End If
    If n = 0 Then
        XlperfTell XlperfText("没有可以跳到的问题。请先按“检查”。")
        Exit Sub
    End If
    place = place + way
    If place < 1 Then place = n
    If place > n Then place = 1
    XlperfShow ActiveWorkbook, targets(place)
    XlperfStatus XlperfText("绩效自评：第 ") & place & " / " & n & XlperfText(" 个问题")
    Exit Sub
Failed:
    XlperfTell XlperfReason(Err.Number, Err.Description)
End Sub

Private Sub XlperfShow(ByVal book As Object, ByVal target As String)
    Dim at As Long, title As String
    at = InStrRev(target, "!")
    title = Left(target, at - 1)
    If Left(title, 1) = "'" Then title = Replace(Mid(title, 2, Len(title) - 2), "''", "'")
    book.Worksheets(title).Activate
    book.Worksheets(title).Range(Mid(target, at + 1)).Select
End Sub

Private Function XlperfResults(ByVal book As Object) As Object
    Dim i As Long
    For i = 1 To book.Names.Count
        If LCase(book.Names(i).Name) = "xlperf_results" Then
            Set XlperfResults = book.Names(i).RefersToRange.Worksheet
            Exit Function
        End If
    Next i
End Function
