/* The WPS add-in of xlperf: saves a copy of the open workbook, has it checked by `xlperf serve` on this machine, and
 * carries the reply out in the workbook that is still open. Nothing is written before the whole reply has been read
 * and found sound; what fails half way is taken back. The same steps as the macro (xlperf/macro/xlperf.vba).
 * Plain scripts, no library, no network beyond 127.0.0.1. */
/* global wps, window, alert, fetch, AbortController */
"use strict";

var xlperf = (function () {
  var EDITION = 1;
  var PATIENCE = 180000; // milliseconds
  var SIGN = "xlperf:";
  var FIELDS = { U: 3, E: 3, Z: 3, K: 3, G: 3, D: 3, X: 3, R: 3, J: 4, A: 4, W: 4, H: 4, P: 5, V: 5, T: 5, N: 6, F: 11 };
  var ALLOWED = ["FormattingCells", "FormattingColumns", "FormattingRows", "InsertingColumns", "InsertingRows",
    "InsertingHyperlinks", "DeletingColumns", "DeletingRows", "Sorting", "Filtering", "UsingPivotTables"];
  var NO_SERVICE = "检查服务没有启动，工作簿没有改动。\n请先运行 xlperf serve（开机自动启动的办法见安装与信任.md），再按一次。";
  var busy = false;
  var place = 0;
  var lastTitle = "", lastSheet = null;

  // ---- the program ----

  function application() {
    return typeof wps !== "undefined" && wps.EtApplication ? wps.EtApplication() : window.Application;
  }

  function host() {
    return typeof wps !== "undefined" && wps.FileSystem ? wps : window.Application;
  }

  function isTrue(thing, title) {
    try { return Boolean(thing[title]); } catch (error) { return false; }
  }

  function attempt(work) {
    try { return work(); } catch (error) { return undefined; }
  }

  // Where `xlperf serve` said how it is reached (xlperf/announcing.py); null when it did not.
  function service() {
    var env = host().Env;
    var folder = attempt(function () { return env.GetProgramDataPath(); })
      ? env.GetAppDataPath() : env.GetHomePath() + "/.local/share";
    try {
      var told = JSON.parse(host().FileSystem.ReadFile(folder + "/xlperf/serve.json"));
      return told.port > 0 && told.token ? told : null;
    } catch (error) {
      return null;
    }
  }

  // ---- one press ----

  // check or clean on the active workbook; gives what is to be said, and never fails.
  async function run(verb) {
    var app = application();
    var book = attempt(function () { return app.ActiveWorkbook; });
    if (!book) return "没有打开的工作簿。请先打开自评工作簿，再按“检查”。";
    if (busy) return "正在检查，请稍候。";
    busy = true;
    attempt(function () { app.StatusBar = "绩效自评：正在检查……"; });
    attempt(function () { app.Interactive = false; }); // nobody types between the copy and the reply
    try {
      var desk = service();
      if (!desk) return NO_SERVICE;
      var content = copyOf(book);
      if (content.length > desk.largest) {
        return "工作簿超过 " + Math.floor(desk.largest / 1048576) + " MB，没有检查。请删去多余的图片、空行和工作表后再按一次。";
      }
      return apply(book, await answer(desk, verb, book.Name, content));
    } catch (error) {
      return "没有查成（" + (error && error.message ? error.message : error) +
        "）。工作簿没有改动。\n请结束单元格的编辑状态、保存后再按一次；仍不行时改用命令行 xlperf check。";
    } finally {
      attempt(function () { app.Interactive = true; });
      attempt(function () { app.StatusBar = false; });
      busy = false;
    }
  }

  // The workbook as it is on the screen, as bytes; the file of staff is not saved.
  function copyOf(book) {
    var files = host().FileSystem;
    var kind = /\.(xls|et|xlsm|xltx|xltm)$/i.exec(book.Name);
    var path = host().Env.GetTempPath().replace(/[\\/]+$/, "") + "/xlperf-" +
      Date.now() + "-" + Math.floor(Math.random() * 1e9) + (kind ? kind[0] : ".xlsx");
    try {
      book.SaveCopyAs(path);
      var text = files.readAsBinaryString(path);
      var bytes = new Uint8Array(text.length);
      for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
      return bytes;
    } finally {
      attempt(function () { files.Remove(path); });
    }
  }

  async function answer(desk, verb, name, content) {
    var stopper = new AbortController();
    var timer = setTimeout(function () { stopper.abort(); }, PATIENCE);
    try {
      var response = await fetch("http://127.0.0.1:" + desk.port + "/" + verb, {
        method: "POST",
        body: content,
        signal: stopper.signal,
        headers: {
          "Content-Type": "application/octet-stream",
          "X-Xlperf-Token": desk.token,
          "X-Xlperf-Name": encodeURIComponent(/\./.test(name) ? name : name + ".xlsx")
        }
      });
      return await response.json();
    } catch (error) {
      if (stopper.signal.aborted) return trouble("检查服务没有给出结果（超时）。工作簿没有改动。请再按一次；仍不行时改用命令行 xlperf check。");
      if (error instanceof SyntaxError || (error && error.name === "SyntaxError")) return null;
      return trouble(NO_SERVICE);
    } finally {
      clearTimeout(timer);
    }
  }

  function trouble(message) {
    return { xlperf: EDITION, trouble: true, message: message, steps: [] };
  }

  // Carries a reply out in an open workbook and gives its message. Object model only.
  function apply(book, reply) {
    var wrong = unsound(book, reply);
    if (wrong !== "") {
      return "检查服务的答复不完整，工作簿没有改动。请再按一次；仍不行时请重新安装检查程序。（" + wrong + "）";
    }
    if (reply.trouble) return reply.message;
    var guards = [];
    try {
      var locked = unlock(book, reply.steps, guards);
      if (locked !== "") {
        return "“" + locked + "”设了保护密码，标记写不进去，工作簿没有改动。\n" +
          "请在“审阅”中撤销保护后再按一次；不知道密码的，保存后用命令行 xlperf check 检查这个文件。";
      }
      return carryOut(book, reply);
    } finally {
      relock(book, guards);
    }
  }

  // All steps with the screen still; a step that fails takes the marks away again.
  function carryOut(book, reply) {
    var app = application();
    var kept = ["ScreenUpdating", "EnableEvents", "DisplayAlerts"].map(function (title) {
      return [title, isTrue(app, title)];
    });
    var here = attempt(function () { return book.ActiveSheet; });
    var at = 0;
    try {
      kept.forEach(function (each) { attempt(function () { app[each[0]] = false; }); });
      for (; at < reply.steps.length; at++) step(book, reply.steps[at]);
      return reply.message;
    } catch (error) {
      takeBack(book, reply.steps);
      return "没有写成（" + (error && error.message ? error.message : error) + "），已写的标记都已取下。第 " + (at + 1) +
        " 步：" + reply.steps[at].slice(0, 3).join(" ") + "\n请再按一次；仍不行时改用命令行 xlperf check。";
    } finally {
      attempt(function () { if (here) here.Activate(); });
      kept.forEach(function (each) { attempt(function () { app[each[0]] = each[1]; }); });
    }
  }

  // ---- one step ----

  function step(book, part) {
    var at = part[2], sheet, cells;
    switch (part[0]) {
      case "G": forget(book, at); return;
      case "A": forget(book, at); book.Names.Add(at, "=" + part[3], false); return;
      case "R": page(book, part[1]); return;
      case "D": drop(book, part[1]); return;
    }
    sheet = sheetOf(book, part[1]);
    if (part[0] === "X" || part[0] === "F") {
      at.split(",").forEach(function (each) {
        if (part[0] === "X") sheet.Range(each).Merge(); else format(sheet.Range(each), part);
      });
      return;
    }
    cells = sheet.Range(at);
    switch (part[0]) {
      case "U": unpaint(cells); break;
      case "P": paint(cells, part[3], colour(part[4])); break;
      case "E": if (cells.Comment) cells.Comment.Delete(); break;
      case "N": note(cells, part[3], Number(part[4]), Number(part[5])); break;
      case "Z": empty(sheet, at); break;
      case "K": unlink(cells); break;
      case "V": fill(cells, part[3], part[4]); break;
      case "J": jump(sheet, cells, part[3]); break;
      case "W": cells.ColumnWidth = Number(part[3]); break;
      case "T": footer(sheet, part[3]); break;
      case "H": cells.RowHeight = Number(part[3]); break;
    }
  }

  function unpaint(cells) {
    for (var i = cells.FormatConditions.Count; i >= 1; i--) {
      var rule = cells.FormatConditions.Item(i);
      var formula = attempt(function () { return rule.Formula1; });
      if (String(formula).toLowerCase().indexOf(SIGN) >= 0) rule.Delete();
    }
  }

  function paint(cells, formula, tint) {
    var rule = cells.FormatConditions.Add(2, 3, "=" + formula); // xlExpression; the operator is not looked at
    rule.Interior.Color = tint;
    attempt(function () { rule.StopIfTrue = false; }); // ours never hides one of staff's
  }

  // A note of staff's stays; one of ours never comes over it.
  function note(cell, text, wide, high) {
    if (cell.Comment) return;
    cell.AddComment(text);
    attempt(function () { cell.Comment.Visible = false; });
    attempt(function () { cell.Comment.Shape.Width = wide; cell.Comment.Shape.Height = high; });
  }

  // Values go cell by cell, formulas stay.
  function empty(sheet, places) {
    places.split(",").forEach(function (each) {
      var cells = sheet.Range(each);
      for (var i = 1; i <= cells.Count; i++) {
        var cell = cells.Item(i);
        if (cell.HasFormula) continue;
        if (cell.MergeCells) cell.MergeArea.ClearContents(); else cell.ClearContents();
      }
    });
  }

  function unlink(cells) {
    for (var i = cells.Hyperlinks.Count; i >= 1; i--) cells.Hyperlinks.Item(i).Delete();
  }

  // A formula is never written over; a quoted text stays text whatever it looks like.
  function fill(cell, kind, text) {
    if (cell.HasFormula) return;
    cell.Value2 = kind === "number" ? Number(text) : kind === "quoted" ? "'" + text : text;
  }

  // The jump leaves the look of the cell alone.
  function jump(sheet, cell, target) {
    var kept = ["Name", "Size", "Color", "Underline"].map(function (title) { return [title, cell.Font[title]]; });
    sheet.Hyperlinks.Add(cell, "", target);
    kept.forEach(function (each) { cell.Font[each[0]] = each[1]; });
  }

  // The right of the printed footer.
  function footer(sheet, text) {
    attempt(function () { sheet.PageSetup.RightFooter = text; });
  }

  // font, size, colour, fill, framed, across, wrapped, underlined
  function format(cells, part) {
    cells.Font.Name = part[3];
    cells.Font.Size = Number(part[4]);
    cells.Font.Color = colour(part[5]);
    if (part[6] !== "") cells.Interior.Color = colour(part[6]);
    if (part[7] === "1") {
      cells.Borders.LineStyle = 1;
      cells.Borders.Color = colour("BFBFBF");
    }
    cells.HorizontalAlignment = part[8] === "center" ? -4108 : -4131;
    cells.VerticalAlignment = -4108;
    cells.WrapText = part[9] === "1";
    if (part[10] === "1") cells.Font.Underline = 2;
  }

  // Our sheet, last and empty. It is kept when it is there, so that nothing that points at it breaks.
  function page(book, title) {
    var sheet = sheetOf(book, title);
    if (sheet) {
      unlink(sheet.UsedRange);
      sheet.Cells.UnMerge();
      sheet.Cells.Clear();
      return;
    }
    sheet = book.Worksheets.Add(null, book.Worksheets.Item(book.Worksheets.Count));
    sheet.Name = title;
    attempt(function () { sheet.Tab.Color = colour("5B9BD5"); });
    attempt(function () { application().ActiveWindow.DisplayGridlines = false; });
    attempt(function () {
      sheet.PageSetup.Orientation = 2;
      sheet.PageSetup.PaperSize = 9;
      sheet.PageSetup.Zoom = false;
      sheet.PageSetup.FitToPagesWide = 1;
      sheet.PageSetup.FitToPagesTall = false;
    });
  }

  function drop(book, title) {
    var sheet = sheetOf(book, title);
    lastSheet = null;
    if (sheet) sheet.Delete();
  }

  function forget(book, title) {
    for (var i = book.Names.Count; i >= 1; i--) {
      var name = book.Names.Item(i);
      if (name.Name.toLowerCase() === title.toLowerCase()) name.Delete();
    }
  }

  // The sheet of this name, null when there is none; the last one is remembered, for steps come sheet by sheet.
  function sheetOf(book, title) {
    if (lastSheet && lastTitle === title) return lastSheet;
    for (var i = 1; i <= book.Worksheets.Count; i++) {
      var sheet = book.Worksheets.Item(i);
      if (sheet.Name.toLowerCase() === title.toLowerCase()) {
        lastTitle = title;
        lastSheet = sheet;
        return sheet;
      }
    }
    return null;
  }

  // RRGGBB as WPS and Excel count colours.
  function colour(digits) {
    var number = parseInt(digits, 16);
    return ((number & 255) << 16) | (number & 65280) | (number >> 16);
  }

  // ---- soundness, and what was half done ----

  // "" when the whole reply can be carried out, else what cannot.
  function unsound(book, reply) {
    lastSheet = null;
    if (!reply || reply.xlperf !== EDITION) return "版本";
    if (typeof reply.message !== "string" || !reply.message || typeof reply.trouble !== "boolean") return "说明";
    if (!Array.isArray(reply.steps)) return "步骤";
    var title = "";
    for (var i = 0; i < reply.steps.length; i++) {
      var part = reply.steps[i];
      var whole = Array.isArray(part) && FIELDS[part[0]] === part.length &&
        part.every(function (field) { return typeof field === "string"; });
      if (!whole || !isPlaced(book, part, title)) return "第 " + (i + 1) + " 步";
      if (part[0] === "R") title = part[1];
    }
    return "";
  }

  // Whether the sheet of a step is there, or will be, and takes its place.
  function isPlaced(book, part, title) {
    if (part[0] === "G" || part[0] === "A" || part[0] === "D" || part[0] === "R") return true;
    var sheet = sheetOf(book, part[1]);
    if (!sheet) return part[1] === title && title !== "";
    return Boolean(attempt(function () { return sheet.Range(part[2]); }));
  }

  // Everything of this reply that carries our signature goes.
  function takeBack(book, steps) {
    var title = "";
    steps.forEach(function (part) {
      attempt(function () {
        if (part[0] === "R") { title = part[1]; return; }
        if (part[0] === "A") { forget(book, part[2]); return; }
        if (part[1] === title || "PNVJT".indexOf(part[0]) < 0) return;
        var sheet = sheetOf(book, part[1]);
        var cells = sheet.Range(part[2]);
        if (part[0] === "P") unpaint(cells);
        else if (part[0] === "T") footer(sheet, part[4]);
        else if (part[0] === "V") empty(sheet, part[2]);
        else if (part[0] === "J") unlink(cells);
        else if (cells.Comment && String(cells.Comment.Text()).indexOf(part[3].slice(-10)) >= 0) cells.Comment.Delete();
      });
    });
    if (title !== "") attempt(function () { drop(book, title); });
  }

  // ---- protection ----

  // Opens every protected sheet that a step writes to, and the structure; the name of what a password bars, else "".
  function unlock(book, steps, guards) {
    var seen = {}, structure = false, locked = "";
    steps.forEach(function (part) {
      if (part[0] === "R" || part[0] === "D") structure = true;
      if (locked !== "" || seen[part[1]] || part[1] === "") return;
      seen[part[1]] = true;
      var sheet = sheetOf(book, part[1]);
      if (!sheet || !isTrue(sheet, "ProtectContents")) return;
      var guard = guardOf(sheet);
      attempt(function () { sheet.Unprotect(""); });
      if (isTrue(sheet, "ProtectContents")) locked = sheet.Name; else guards.push(guard);
    });
    if (locked === "" && structure && isTrue(book, "ProtectStructure")) {
      attempt(function () { book.Unprotect(""); });
      if (isTrue(book, "ProtectStructure")) locked = book.Name; else guards.push(null);
    }
    return locked;
  }

  function guardOf(sheet) {
    var protection = attempt(function () { return sheet.Protection; });
    return {
      title: sheet.Name,
      what: ["ProtectDrawingObjects", "ProtectContents", "ProtectScenarios"].map(function (each) { return isTrue(sheet, each); }),
      allowed: ALLOWED.map(function (each) { return isTrue(protection, "Allow" + each); }),
      selection: attempt(function () { return sheet.EnableSelection; })
    };
  }

  function relock(book, guards) {
    guards.forEach(function (guard) {
      attempt(function () {
        if (!guard) { book.Protect("", true); return; }
        var sheet = sheetOf(book, guard.title);
        sheet.Protect.apply(sheet, [""].concat(guard.what, [false], guard.allowed));
        attempt(function () { if (guard.selection !== undefined) sheet.EnableSelection = guard.selection; });
      });
    });
  }

  // ---- from one finding to the next ----

  function go(way) {
    var book = application().ActiveWorkbook;
    lastSheet = null;
    var targets = book ? problems(book) : [];
    if (!targets.length) return "没有可以跳到的问题。请先按“检查”。";
    place += way;
    if (place < 1) place = targets.length;
    if (place > targets.length) place = 1;
    var found = /^'?(.*?)'?!([^!]*)$/.exec(targets[place - 1]);
    var sheet = sheetOf(book, found[1].replace(/''/g, "'"));
    sheet.Activate();
    sheet.Range(found[2]).Select();
    attempt(function () { application().StatusBar = "绩效自评：第 " + place + " / " + targets.length + " 个问题"; });
    return "";
  }

  // Where the links of the column 位置 on the results sheet lead, in order.
  function problems(book) {
    var targets = [];
    for (var i = 1; i <= book.Names.Count; i++) {
      var name = book.Names.Item(i);
      if (name.Name.toLowerCase() !== "xlperf_results") continue;
      var links = name.RefersToRange.Worksheet.Hyperlinks;
      for (var j = 1; j <= links.Count; j++) {
        if (links.Item(j).Range.Column === 4) targets.push(links.Item(j).SubAddress);
      }
    }
    return targets;
  }

  function help() {
    return "“检查”核对当前工作簿（不用先保存），结果标在单元格上，并写在“检查结果”页。改正后再按一次，标记会换成新的。\n" +
      "“清除标记”去掉全部标记，填报内容不受影响。\n按“检查”以后不能再撤销（Ctrl+Z）之前的修改。";
  }

  function about() {
    var desk = service();
    return "绩效自评检查（xlperf）。只与本机的检查服务（127.0.0.1）来往，不联网。\n检查服务：" +
      (desk ? "端口 " + desk.port : "没有启动");
  }

  return { run: run, apply: apply, go: go, help: help, about: about };
})();

// What the ribbon calls.
function OnAddinLoad() {
  return true;
}

function OnAction(control) {
  var say = function (words) { if (words) alert(words); };
  switch (control.Id) {
    case "xlperfCheck": return xlperf.run("check").then(say);
    case "xlperfClean": return xlperf.run("clean").then(say);
    case "xlperfNext": say(xlperf.go(1)); break;
    case "xlperfPrevious": say(xlperf.go(-1)); break;
    case "xlperfHelp": say(xlperf.help()); break;
    case "xlperfAbout": say(xlperf.about()); break;
  }
  return true;
}
