// The WPS add-in, its ribbon clicked: a real `xlperf serve` answers (XLPERF_SERVICE says where); see host.js.
"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const http = require("node:http");
const { open } = require("./host.js");

const DESK = JSON.parse(process.env.XLPERF_SERVICE);
const NOTHING = { colours: {}, notes: {}, results: {}, looks: {}, links: {}, reserved: {}, footers: {} };
const DONE = /^检查完毕：错误 \d+ · 警告 \d+ · 提示 \d+。/;

// A service that answers with this body; a function gets the whole request.
async function stranger(body) {
  const server = http.createServer((request, response) => {
    if (typeof body === "function") return body(request, response);
    request.resume().on("end", () => response.end(body));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { desk: { port: server.address().port, token: "t", largest: 1e8 }, close: () => { server.closeAllConnections(); server.close(); } };
}

test("检查 marks the open workbook as the file would be marked, and changes nothing else", async () => {
  const wps = open({ desk: DESK });
  const [before, expected] = [wps.state(), wps.byFile()];
  assert.match(await wps.click("xlperfCheck"), DONE);
  assert.deepEqual(wps.seen(), expected);
  assert.ok(Object.keys(expected.colours).length > 10);
  assert.deepEqual(wps.state(), before);
  assert.deepEqual(wps.left(), []);
});

test("what nobody saved is seen; a second press changes nothing; 清除标记 takes all away", async () => {
  const wps = open({ desk: DESK });
  wps.application.ActiveWorkbook.Worksheets.Item("项目支出绩效目标表").Unprotect("");
  wps.application.ActiveWorkbook.Worksheets.Item("项目支出绩效目标表").Range("B5").Value2 = 700; // 630 as saved
  const said = await wps.click("xlperfCheck");
  const once = wps.seen();
  assert.ok(Object.values(once.notes).some((note) => note.includes("目标表预算700万元")));
  assert.equal(await wps.click("xlperfCheck"), said);
  assert.deepEqual(wps.seen(), once);
  assert.equal(await wps.click("xlperfClean"), "标记已全部清除。");
  assert.deepEqual(wps.seen(), NOTHING);
  assert.equal(await wps.click("xlperfClean"), "没有标记，未作改动。");
});

test("上一个问题 and 下一个问题 lead from place to place, and round", async () => {
  const wps = open({ desk: DESK });
  assert.equal(await wps.click("xlperfNext"), "没有可以跳到的问题。请先按“检查”。");
  await wps.click("xlperfCheck");
  const places = [];
  for (const id of ["xlperfPrevious", "xlperfNext", "xlperfNext", "xlperfPrevious"]) {
    assert.equal(await wps.click(id), "");
    places.push(wps.tell("selected"));
  }
  assert.equal(places[1], places[3]);
  assert.equal(new Set(places).size, 3);
  assert.ok(places.every((place) => place in wps.seen().colours), places);
});

test("what fails half way is taken back, a locked sheet is told; the program is as before", async () => {
  const wps = open({ desk: DESK });
  const before = wps.state();
  wps.tell("refuse_notes_after", 9);
  assert.match(await wps.click("xlperfCheck"), /^没有写成（.*AddComment.*），已写的标记都已取下。第 \d+ 步：N /);
  assert.deepEqual(wps.state(), before);
  wps.tell("lock", "评分表", "secret");
  const locked = await wps.click("xlperfCheck");
  assert.match(locked, /^“评分表”设了保护密码，标记写不进去，工作簿没有改动。\n请在“审阅”中撤销保护/);
  assert.deepEqual(wps.state(), before);
  assert.deepEqual(wps.seen(), NOTHING);
});

test("a workbook without our forms, and none at all", async () => {
  const other = open({ desk: DESK, example: "stranger" });
  assert.match(await other.click("xlperfCheck"), /^OPEN-90 没有认出本软件的任何一张表/);
  const none = open({ desk: DESK, example: "" });
  assert.match(await none.click("xlperfCheck"), /^没有打开的工作簿/);
});

test("no service, one that started anew, a workbook over the limit: the workbook stays as it is", async () => {
  const gone = await stranger("");
  gone.close();
  const wps = open({});
  const [before, old] = [wps.state(), JSON.stringify({ ...DESK, token: "old" })];
  for (const told of ["", "{}", JSON.stringify(gone.desk)]) {
    wps.announce(told);
    assert.match(await wps.click("xlperfCheck"), /^检查服务没有启动，工作簿没有改动。\n请先运行 xlperf serve/);
  }
  wps.announce(old);
  assert.match(await wps.click("xlperfCheck"), /^口令不对：检查服务重新启动过。/);
  wps.announce(JSON.stringify({ ...DESK, largest: 1048576 / 64 }));
  assert.match(await wps.click("xlperfCheck"), /^工作簿超过 0 MB，没有检查。/);
  assert.deepEqual(wps.left(), []);
  assert.deepEqual(wps.seen(), NOTHING);
  assert.deepEqual(wps.state(), before);
});

test("a reply that is not whole is not begun", async () => {
  const good = ["P", "评分表", "B3", 'LEN("xlperf:X")>0', "FFC7CE"];
  const reply = (...steps) => JSON.stringify({ xlperf: 1, trouble: false, message: "x", steps: [good, ...steps] });
  const wps = open({});
  const before = wps.state();
  const bodies = {
    "no JSON": "<html>proxy</html>",
    "cut short": reply().slice(0, -9),
    "another edition": reply().replace('"xlperf":1', '"xlperf":2'),
    "no message": reply().replace('"message":"x"', '"message":""'),
    "an unknown step": reply(["?", "评分表", "A1"]),
    "too few fields": reply(["P", "评分表", "A1"]),
    "no text": reply(["H", "评分表", "A1", 7]),
    "an unknown sheet": reply(["E", "没有的表", "A1"]),
    "an unknown place": reply(["E", "评分表", "A0:??"])
  };
  for (const [what, body] of Object.entries(bodies)) {
    const service = await stranger(body);
    wps.announce(JSON.stringify(service.desk));
    const said = await wps.click("xlperfCheck");
    service.close();
    assert.match(said, /^检查服务的答复不完整，工作簿没有改动。请再按一次/, what);
  }
  assert.deepEqual(wps.seen(), NOTHING);
  assert.deepEqual(wps.state(), before);
});

test("a service that says nothing is not waited for; a second click meanwhile is told", async () => {
  const service = await stranger(() => {});
  const wps = open({ desk: service.desk, patience: 300 });
  const first = wps.click("xlperfCheck");
  assert.match(await wps.click("xlperfCheck"), /正在检查，请稍候。/);
  await first;
  service.close();
  assert.match(wps.alerts.at(-1), /^检查服务没有给出结果（超时）。工作簿没有改动。/);
  assert.equal(wps.application.Interactive, true);
});

test("说明 and 关于", async () => {
  const wps = open({ desk: DESK });
  assert.match(await wps.click("xlperfHelp"), /不用先保存/);
  assert.match(await wps.click("xlperfAbout"), new RegExp(`127.0.0.1.*端口 ${DESK.port}`, "s"));
});
