"""What is said about mail and files on their way in, by code. ``xlperf explain COL-01`` prints from here."""

from __future__ import annotations

from xlperf.collecting.store_notices import STORE_NOTICES
from xlperf.findings import Severity
from xlperf.package.reason import Refusal
from xlperf.record import dataclass

UNKNOWN_SENDER = Refusal(
    "COL-01",
    "发件人在名单里",
    "发件人不在单位名单里，文件先搁置，不计入报送",
    "核实来源；属实的，把发件地址写进 xlperf.toml 里该单位的 senders，再运行 xlperf status",
    "例：名单里写了各单位的邮箱，一封邮件来自别的地址，报 COL-01；文件照样留存。",
    Severity.WARNING,
)
TWO_SENDERS = Refusal(
    "COL-02",
    "一个项目只由一个发件人报送",
    "另一发件人也送来了内容不同的文件，按最新的一份计",
    "请单位确认以哪一份为准，不用的请撤回",
    "例：局办公室和下属中心各报了一份“道路养护”，内容不同，报 COL-02。",
    Severity.WARNING,
)
LINK_ONLY = Refusal(
    "COL-03",
    "附件随邮件寄来",
    "邮件里有超大附件或网盘链接，文件没有随邮件寄来",
    "请单位改用普通附件重发；本软件不下载链接",
    "例：用 QQ 邮箱“超大附件”发来，邮件里只有下载链接，报 COL-03。",
)
ARCHIVE = Refusal(
    "COL-04",
    "压缩包能打开",
    "压缩包没有全部取出（加密、损坏、分卷、层数或大小超限）",
    "请单位直接附 .xlsx 文件，或用不加密的 .zip 重发",
    "例：附件是加密的 .zip，或分成几卷的 .rar，报 COL-04；压缩包照样留存。",
)
BROKEN_MAIL = Refusal(
    "COL-05",
    "邮件完整",
    "邮件或其中的附件不完整",
    "已留存收到的部分；请核对附件能否打开，不能的请单位重发",
    "例：邮件传到一半断了，最后一个附件只有一半，报 COL-05。",
    Severity.WARNING,
)
NO_KEY = Refusal(
    "COL-06",
    "填了单位和年度",
    "工作簿里没有填单位或年度，不知道是谁的，不计入报送",
    "请单位在“填报说明”页填写填报单位、填报年度后重发",
    "例：一份自评工作簿的“填报单位”是空的，报 COL-06。",
)
OUTSIDE = Refusal(
    "COL-07",
    "单位和年度在名单里",
    "单位不在名单里，或年度不是本次收集的年度",
    "核对工作簿里的单位和年度；简称、旧称写进 xlperf.toml 的 [aliases]",
    "例：本次收 2024 年度，送来的是 2023 年度的工作簿，报 COL-07。",
    Severity.WARNING,
)
NOT_A_RETURN = Refusal(
    "COL-08",
    "收到的是自评工作簿",
    "读不出自评工作簿",
    "看该文件的检查结果（xlperf check 文件）；请单位用模板填报后重发 .xlsx",
    "例：附件是自己另做的表，报 COL-08；文件照样留存。",
)
TOO_LARGE = Refusal(
    "COL-09",
    "文件不超过大小上限",
    "文件超过大小上限，没有收进来",
    "请单位去掉多余的图片后重发，或把文件拆开",
    "例：文件夹里有一个 2 GB 的 .zip，报 COL-09。",
)
NO_TOOL = Refusal(
    "COL-10",
    "本机能解开这种压缩包",
    "未能解包：本机没有解开这种压缩包的程序，原件照样留存",
    '装上 7-Zip 或 unar（.rar）、运行 pip install "xlperf[archives]"（.7z），再收一次；或请单位用 .zip 重发',
    "例：附件是压缩过的 .rar，本机没有 unrar、unar、7z，报 COL-10；装好以后再收一次就取出来了。",
    Severity.WARNING,
)
NO_SERVER = Refusal(
    "COL-11",
    "邮件服务器连得上",
    "连不上，或中途断了",
    "核对服务器名、端口和网络，再运行一次；已收的不会重复，没收的接着收",
    "例：收到第 300 封时网络断了，报 COL-11；再运行 xlperf collect，从第 301 封接着收。",
)
LOGIN = Refusal(
    "COL-12",
    "账号和密码登录得了",
    "登录不了",
    "核对账号和密码；QQ、163 等邮箱要在网页设置里开启 IMAP/SMTP，用生成的授权码代替密码",
    "例：把网页登录密码当作授权码，报 COL-12。",
)
NOT_TRUSTED = Refusal(
    "COL-13",
    "邮件服务器的证书可信",
    "的证书不可信，没有登录，密码没有发出",
    "核对服务器名；本单位自建证书的，把签发机构的证书文件写进环境变量 SSL_CERT_FILE",
    "例：服务器用的是自签证书，报 COL-13。",
)
NO_FOLDER = Refusal(
    "COL-14",
    "邮箱里有这个邮件夹",
    "打不开这个邮件夹",
    "核对邮件夹的名称（收件箱是 INBOX，下级用服务器的分隔符，如 INBOX/自评）",
    "例：地址写成 imaps://…/收件箱，服务器上叫 INBOX，报 COL-14。",
)
NO_MOVE = Refusal(
    "COL-15",
    "邮件服务器能移动邮件",
    "不能移动邮件（服务器不支持，或邮件夹只读），只收不移",
    "不用处理；已收的由收件库记着，不会重复",
    "例：用了 --move 已收，服务器不支持 MOVE（RFC 6851），报 COL-15。",
    Severity.WARNING,
)
OWN_REVIEW = Refusal(
    "COL-16",
    "复核栏由财政部门填写",
    "单位来件里填了复核分或复核意见，不作为复核",
    "请核对来件；是财政部门复核的，把发件地址写进 xlperf.toml 的 [collect] reviewers",
    "例：单位自己把“复核分”一栏填满了寄来，报 COL-16；来件照样计入，得分按自评分。",
    Severity.WARNING,
)
CHANGED_REVIEW = Refusal(
    "COL-17",
    "复核时不改单位填报的内容",
    "填了复核分或复核意见，但单位填报的内容与收到的各版都不同，不计入",
    "请在收到的工作簿上只填复核栏；单位的新版先收进来，再复核",
    "例：复核人顺手把单位填错的数改了，报 COL-17；改数应退回单位。",
    Severity.WARNING,
)
OLD_REVIEW = Refusal(
    "COL-18",
    "复核的是计入的一版",
    "复核的是以前的版本，单位后来又报了新的，复核分没有计入",
    "请在新的一版上复核",
    "例：三月复核过，四月单位又报了新的一版，报 COL-18。",
    Severity.WARNING,
)
HALF_REVIEW = Refusal(
    "COL-19",
    "复核分填全",
    "复核分没有填全，或者超出该项分值，没有计入",
    "请把有自评得分的各行都填上复核分，在 0 到分值之间，再收一次",
    "例：十个指标只给了三个复核分，加不出总分；分值20分的指标给了25分：报 COL-19。",
    Severity.WARNING,
)
NOTICES = {
    each.code: each
    for each in (
        UNKNOWN_SENDER,
        TWO_SENDERS,
        LINK_ONLY,
        ARCHIVE,
        BROKEN_MAIL,
        NO_KEY,
        OUTSIDE,
        NOT_A_RETURN,
        TOO_LARGE,
        NO_TOOL,
        NO_SERVER,
        LOGIN,
        NOT_TRUSTED,
        NO_FOLDER,
        NO_MOVE,
        OWN_REVIEW,
        CHANGED_REVIEW,
        OLD_REVIEW,
        HALF_REVIEW,
        *STORE_NOTICES,
    )
}
CLAUSE = "通则：收到的都留存，每个项目只计一次"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A notice about one place: a mail, an attachment, a file."""

    code: str
    place: str

    @property
    def notice(self) -> Refusal:
        """What its code means."""
        return NOTICES[self.code]
