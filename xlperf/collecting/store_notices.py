"""What is said about the store itself and about checking on a cluster, by code."""

from __future__ import annotations

from xlperf.findings import Severity
from xlperf.package.reason import Refusal

MISSING = Refusal(
    "STO-01",
    "留存的原件都在",
    "原件不在收件库的 originals 里",
    "从备份取回 originals 里同名的文件；没有备份的，请单位重发",
    "例：有人清理磁盘时删了 originals 里的文件，报 STO-01。",
)
ALTERED = Refusal(
    "STO-02",
    "留存的原件没有变",
    "原件和收到时的内容不同",
    "从备份取回 originals 里同名的文件替换；并查明是谁改的，originals 只应由本软件写",
    "例：originals 里的文件被打开保存过，或磁盘损坏，报 STO-02。",
)
UNKNOWN = Refusal(
    "STO-03",
    "留存的都登记在收件库里",
    "originals 里有收件库没有登记的文件",
    "中途断电、被结束时会留下，再收一次就登记上；不影响已收的，可以不处理",
    "例：收件时断电，附件已经存好、还没有登记，报 STO-03；重收同一来源即可。",
    Severity.INFO,
)
DANGLING = Refusal(
    "STO-04",
    "检查结果都有收到的文件",
    "收件库里有检查结果，却没有登记收到这个文件",
    "收件库可能被别的程序改过；从备份取回收件库",
    "例：有人用数据库工具删了 arrivals 里的行，报 STO-04。",
)
UNSOUND = Refusal(
    "STO-05",
    "收件库的数据库完好",
    "数据库文件损坏",
    "从备份取回收件库；没有备份的，换一个新的 --store 重新收件",
    "例：磁盘坏道，SQLite 自检（integrity_check）没有通过，报 STO-05。",
)
UNCOUNTED = Refusal(
    "STO-06",
    "每个计入的版本都有原件和检查结果",
    "收到的工作簿还没有检查结果，没有计入",
    "运行 xlperf status，会接着检查",
    "例：检查到一半断电，还没有检查的报 STO-06；再运行一次就好。",
    Severity.WARNING,
)
OPEN_PORT = Refusal(
    "CLU-01",
    "集群只走加密通道",
    "调度器的地址不是 tls://，也不在本机：谁连上这样的端口，谁就能在工作机上运行任何程序",
    "用证书启动调度器和工作机，写 --scheduler tls://主机:端口 --tls 证书文件夹（做法见 docs/scale.md）",
    "例：--scheduler tcp://10.0.0.5:8786，报 CLU-01；tcp:// 只用于本机 127.0.0.1 试用。",
)
NO_CLUSTER = Refusal(
    "CLU-02",
    "集群在运行",
    "连不上集群，或检查中途断开",
    "已检查的都已保存；核对调度器、证书和网络，再运行一次就接着检查，或改用 --engine local",
    "例：调度器所在的机器重启，报 CLU-02；重新启动后再运行，只检查剩下的。",
)
OTHER_PROGRAM = Refusal(
    "CLU-03",
    "工作机上是同一版程序",
    "工作机上的 xlperf 和本机的不是同一版，结果不能用",
    "在各台机器上装同一版 xlperf，重新启动工作机",
    "例：本机升级了，一台工作机没有升级，报 CLU-03；没有用它的结果。",
)
NOT_DONE = Refusal(
    "CLU-04",
    "交给集群的都检查完了",
    "工作机没有给出结果，没有检查",
    "再运行一次；仍然如此的，用 --engine local 检查，并看工作机的日志和内存",
    "例：一台工作机反复被系统结束，它手上的几个文件报 CLU-04；别的照常。",
)
STORE_NOTICES = (
    MISSING,
    ALTERED,
    UNKNOWN,
    DANGLING,
    UNSOUND,
    UNCOUNTED,
    OPEN_PORT,
    NO_CLUSTER,
    OTHER_PROGRAM,
    NOT_DONE,
)
