// WPS with the workbook XLPERF_BOOK: the prepared reply is carried out, then 清除标记 with the real service; what the
// workbook holds after each is saved beside it.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const { open } = require("../wps/host.js");

async function main() {
  const [book, reply, once, clean] = process.argv.slice(2);
  const server = http.createServer((request, response) => request.resume().on("end", () => response.end(fs.readFileSync(reply))));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const wps = open({ example: book, desk: { port: server.address().port, token: "t", largest: 1e8 } });
  console.log(await wps.click("xlperfCheck"));
  wps.tell("save", once);
  server.closeAllConnections();
  server.close();
  wps.announce(process.env.XLPERF_SERVICE);
  console.log(await wps.click("xlperfClean"));
  wps.tell("save", clean);
}

main();
