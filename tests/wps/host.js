// WPS for tests: the object model comes over a pipe from Python (tests/excel/objects.py), synchronously as in WPS;
// files and folders are real; main.js runs as a page of its own.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [TO, FROM] = process.env.XLPERF_WIRE.split(",").map(Number);
const SOURCE = path.join(__dirname, "../../macros/wps/main.js");
let rest = Buffer.alloc(0);

// One question to Python, and its answer.
function ask(question) {
  fs.writeSync(TO, JSON.stringify(question) + "\n");
  while (rest.indexOf(10) < 0) {
    const block = Buffer.alloc(65536);
    const count = fs.readSync(FROM, block);
    if (!count) throw new Error("the wire is cut");
    rest = Buffer.concat([rest, block.subarray(0, count)]);
  }
  const end = rest.indexOf(10);
  const told = JSON.parse(rest.subarray(0, end).toString("utf8"));
  rest = rest.subarray(end + 1);
  if ("error" in told) throw new Error(told.error);
  return told;
}

const targets = new WeakMap();

function thing(ref) {
  const proxy = new Proxy({}, {
    get(_, name) {
      if (typeof name !== "string" || name === "then") return undefined;
      const told = ask({ op: "get", on: ref, name });
      return told.method ? (...given) => value(ask({ op: "call", on: ref, name, given: given.map(sent) })) : value(told);
    },
    set(_, name, given) {
      ask({ op: "set", on: ref, name, given: sent(given) });
      return true;
    }
  });
  targets.set(proxy, ref);
  return proxy;
}

function value(told) {
  return "ref" in told ? thing(told.ref) : told.value;
}

function sent(given) {
  return given !== null && typeof given === "object" && targets.has(given) ? { ref: targets.get(given) } : { value: given };
}

// WPS with a workbook open (an example of xlperf demo by the beginning of its name, "" for none) and the add-in loaded.
function open({ example = "赫山区", desk, patience = 20000 }) {
  const home = fs.mkdtempSync(path.join(process.env.XLPERF_FOLDER, "home-"));
  const temporary = path.join(home, "tmp");
  fs.mkdirSync(temporary);
  const announcement = path.join(home, ".local/share/xlperf/serve.json");
  fs.mkdirSync(path.dirname(announcement), { recursive: true });
  if (desk) fs.writeFileSync(announcement, JSON.stringify(desk));
  const application = thing(ask({ op: "open", example }).ref);
  const alerts = [];
  const page = {
    wps: {
      EtApplication: () => application,
      Env: { GetProgramDataPath: () => "", GetHomePath: () => home, GetTempPath: () => temporary + "/" },
      FileSystem: {
        ReadFile: (file) => fs.readFileSync(file, "utf8"),
        readAsBinaryString: (file) => fs.readFileSync(file, "latin1"),
        Remove: (file) => fs.rmSync(file)
      }
    },
    alert: (words) => alerts.push(words),
    fetch, AbortController, setTimeout, clearTimeout, Uint8Array, console
  };
  page.window = page;
  vm.createContext(page);
  const source = fs.readFileSync(SOURCE, "utf8");
  vm.runInContext(source.replace("PATIENCE = 180000", `PATIENCE = ${patience}`), page, { filename: SOURCE });
  page.OnAddinLoad({});
  return {
    application,
    alerts,
    // A click on a button of the ribbon; what was said, "" for nothing.
    async click(id) {
      const before = alerts.length;
      await page.OnAction({ Id: id });
      return alerts.slice(before).join("\n");
    },
    announce: (text) => fs.writeFileSync(announcement, text),
    left: () => fs.readdirSync(temporary),
    seen: () => ask({ op: "seen" }).value,
    byFile: () => ask({ op: "by_file" }).value,
    state: () => ask({ op: "state" }).value,
    tell: (what, ...given) => ask({ op: "tell", what, given }).value
  };
}

module.exports = { open, ask };
