"""Why a file is not read or not written: every OPEN and WRITE code in one place, with the words staff see.

``Refused`` is a clean, expected outcome. ``xlperf explain OPEN-05`` and the manual print ``REFUSALS``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One kind of refusal; ``message`` is a template filled by ``refused``."""

    code: str
    title: str
    message: str
    hint: str
    explanation: str


class Refused(Exception):
    """The file is not read or not written, for a reason that can be told: code, what is, what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(f"{code} {message} {hint}")
        self.code = code
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str, str]]:
        """A refusal travels whole from a child process to its parent."""
        return Refused, (self.code, self.message, self.hint)


def refused(code: str, **facts: object) -> Refused:
    """The exception for one code, its message filled with the facts of this file."""
    refusal = REFUSALS[code]
    return Refused(code, refusal.message.format(**facts), refusal.hint)


_DAMAGED_HINT = "请在 Excel 或 WPS 中打开该文件，另存为新的 .xlsx 后再检查；若打不开，请让填报单位重新发送"

_TABLE = (
    Refusal(
        "OPEN-01",
        "文件不存在",
        "找不到文件“{name}”",
        "请核对文件名和所在文件夹；文件可能已被移动、改名或删除",
        "给出的路径上没有文件。\n\n例：文件已改名为“自评表（终稿）.xlsx”，仍按“自评表.xlsx”检查，报 OPEN-01。",
    ),
    Refusal(
        "OPEN-02",
        "不是普通文件",
        "“{name}”是文件夹或设备，不是工作簿文件",
        "请指定文件夹里的某一个 .xlsx 文件",
        "给出的路径是文件夹（或设备、管道），只有文件才能检查。\n\n例：把“2023年自评”整个文件夹当作一个工作簿，报 OPEN-02。",
    ),
    Refusal(
        "OPEN-03",
        "没有权限或文件被占用",
        "无法读取“{name}”：{why}",
        "请在 Excel 或 WPS 中保存并关闭该文件后重试；仍不行时请确认对该文件有读取权限",
        "系统拒绝读取：文件正被他人打开，或当前用户没有读取权限。旁边有 ~$ 锁文件时会说出是谁打开的。\n\n"
        "例：张三正在 Excel 中编辑共享盘上的自评表，报 OPEN-03，并写明“正由张三打开”。",
    ),
    Refusal(
        "OPEN-04",
        "文件为空",
        "“{name}”是 0 字节的空文件",
        "文件没有任何内容，多半是下载或发送中断；请重新下载，或让填报单位重新发送",
        "文件大小为 0。\n\n例：邮箱附件下载中断，留下 0 字节的“自评表.xlsx”，报 OPEN-04。",
    ),
    Refusal(
        "OPEN-05",
        "文件过大",
        "文件大小 {size} MiB，超过上限 {limit} MiB",
        "请压缩或移走工作簿中的照片、附件后再检查",
        "为保证安全，单个文件不超过 64 MiB。\n\n例：自评表内插入 80 张原始照片，共 90 MiB，报 OPEN-05。",
    ),
    Refusal(
        "OPEN-06",
        "文件已加密",
        "文件已加密，需要密码（或受权限保护）",
        "请打开后在“文件→信息→保护工作簿”中取消打开密码（或权限限制），另存后再检查",
        "工作簿设置了打开密码或权限保护，内容无法读取。\n\n例：财务设置了打开密码的“评分表.xlsx”，报 OPEN-06。",
    ),
    Refusal(
        "OPEN-07",
        "旧版格式",
        "文件实为旧版 {kind} 格式，不是 .xlsx",
        "请在 Excel 或 WPS 中打开，选择“另存为→Excel 工作簿（.xlsx）”后再检查",
        "97-2003 版 .xls 与 WPS 的 .et 是二进制旧格式；只改扩展名不会改变格式。\n\n"
        "例：把“自评表.et”改名为“自评表.xlsx”，报 OPEN-07。",
    ),
    Refusal(
        "OPEN-08",
        "二进制工作簿",
        "文件实为 .xlsb 二进制工作簿，不是 .xlsx",
        "请在 Excel 中打开，选择“另存为→Excel 工作簿（.xlsx）”后再检查",
        "各部件以二进制（.bin）保存的工作簿。\n\n例：“自评表.xlsb”，报 OPEN-08。",
    ),
    Refusal(
        "OPEN-09",
        "其他表格软件的格式",
        "文件实为{kind}，不是 .xlsx",
        "请在原软件中选择“另存为/导出→Excel 工作簿（.xlsx）”后再检查",
        "OpenDocument（.ods）、Numbers 等表格文件。\n\n例：LibreOffice 默认保存的“自评表.ods”，报 OPEN-09。",
    ),
    Refusal(
        "OPEN-10",
        "网页或 XML 表格",
        "文件实为{kind}，只是扩展名像工作簿",
        "请在 Excel 或 WPS 中打开，选择“另存为→Excel 工作簿（.xlsx）”后再检查",
        "一些系统“导出 Excel”得到的其实是网页（HTML、MHT）或 XML 2003 表格。\n\n例：预算系统导出的“支出明细.xls”实为网页，报 OPEN-10。",
    ),
    Refusal(
        "OPEN-11",
        "文本文件",
        "文件实为文本（如 CSV），不是工作簿",
        "请在 Excel 或 WPS 中打开核对后，选择“另存为→Excel 工作簿（.xlsx）”再检查",
        "逗号或制表符分隔的文本，没有工作表和格式。\n\n例：“凭证.csv”改名为“凭证.xlsx”，报 OPEN-11。",
    ),
    Refusal(
        "OPEN-12",
        "其他类型的文件",
        "文件实为{kind}，不是工作簿",
        "请核对是否发错或选错了文件，重新提供 .xlsx 工作簿",
        "PDF、图片、Word、演示文稿、RAR 等。\n\n例：盖章扫描件“自评表.pdf”改名为“自评表.xlsx”，报 OPEN-12。",
    ),
    Refusal(
        "OPEN-13",
        "无法识别的文件",
        "无法识别文件内容：既不是工作簿，也不是其他已知类型",
        "文件可能被加密软件（如亿赛通、IP-guard）保护，请在装有该软件的电脑上解密后另存；否则文件已损坏，请重新发送",
        "终端加密软件会把整个文件变成密文，离开本单位就打不开。\n\n例：装有加密软件的电脑直接外发、未走解密审批的自评表，报 OPEN-13。",
    ),
    Refusal(
        "OPEN-14",
        "压缩包",
        "文件实为压缩包（ZIP），不是工作簿",
        "请先解压，再对其中的每个 .xlsx 工作簿分别检查",
        "工作簿本身也是 ZIP，但必须含有工作簿部件。\n\n例：把几个自评表打成“自评.zip”后改名为 .xlsx，报 OPEN-14。",
    ),
    Refusal(
        "OPEN-15",
        "文件不完整",
        "文件不完整：{why}",
        "多半是下载或发送中断，请重新下载，或让填报单位重新发送",
        "工作簿是一个压缩包，其目录在文件末尾；末尾缺失即为截断。\n\n例：20 MiB 的附件只收到 12 MiB，报 OPEN-15。",
    ),
    Refusal(
        "OPEN-16",
        "压缩结构异常",
        "文件的压缩结构异常：{why}",
        _DAMAGED_HINT,
        "压缩包目录与内容不一致、部件重名或重叠时，不同软件会读到不同内容，因此不予读取。\n\n"
        "例：包内有两个 xl/worksheets/sheet1.xml，一个写 66 分、一个写 95 分，报 OPEN-16。",
    ),
    Refusal(
        "OPEN-17",
        "内容损坏",
        "文件内容已损坏：部件 {part} {why}",
        _DAMAGED_HINT,
        "部件解压失败，或校验值、长度与目录所记不符。\n\n例：U 盘坏块使工作表数据改变，CRC 不符，报 OPEN-17。",
    ),
    Refusal(
        "OPEN-18",
        "压缩方式不支持",
        "部件 {part} {why}",
        "请在 Excel 或 WPS 中打开该文件，另存为新的 .xlsx 后再检查；不要用压缩软件重新打包或给压缩包加密码",
        "工作簿各部件只允许“存储”和“deflate”两种方式，且不能逐个加密。\n\n例：用压缩软件加密重新打包的 .xlsx，报 OPEN-18。",
    ),
    Refusal(
        "OPEN-19",
        "解压后过大",
        "{what}，超过上限 {limit}",
        "正常的自评工作簿不会如此之大；请确认来源，或清除空白区域的格式后另存再检查",
        "防止“压缩炸弹”：单个部件解压后不超过 192 MiB，合计不超过 384 MiB，4 MiB 以上的部件压缩比不超过 200∶1。\n\n"
        "例：1 MiB 的文件解压后为 1 GiB 空白，报 OPEN-19。",
    ),
    Refusal(
        "OPEN-20",
        "含有实体声明",
        "部件 {part} 含有 DOCTYPE 或实体声明，可能是恶意文件",
        "请不要打开该文件，并与发件人核实来源",
        "办公软件保存的工作簿从不含 DOCTYPE；它可用来读取本机文件或耗尽内存。\n\n例：XML 实体炸弹（billion laughs），报 OPEN-20。",
    ),
    Refusal(
        "OPEN-21",
        "XML 内容有误",
        "部件 {part} 的内容有误，无法解析：{why}",
        _DAMAGED_HINT,
        "部件不是合格的 XML，或其中的编码、类型、数字不合规定。\n\n例：导出程序把“<”直接写进文字，报 OPEN-21。",
    ),
    Refusal(
        "OPEN-22",
        "工作簿结构不完整",
        "工作簿结构不完整：{why}",
        _DAMAGED_HINT,
        "缺少工作簿主部件、工作表部件，或工作表重名。\n\n例：包内缺少 xl/worksheets/sheet2.xml，报 OPEN-22。",
    ),
    Refusal(
        "OPEN-23",
        "数量超限",
        "{what}数量超过上限 {limit}",
        "正常的自评工作簿不会如此之多；请删除无关的工作表、名称或数据后再检查",
        "工作表 256 张、定义的名称 20,000 个、合并区域 20,000 个、有内容的单元格 500 万个、共享文字 200 万条、单元格格式 65,490 种。\n\n"
        "例：从旧表反复复制，带入 10 万个失效名称，报 OPEN-23。",
    ),
    Refusal(
        "OPEN-24",
        "单元格地址无效",
        "工作表部件 {part} 中的单元格地址“{ref}”无效或超出 A1:XFD1048576",
        _DAMAGED_HINT,
        "Excel 的工作表最多 1,048,576 行、16,384 列（XFD）。\n\n例：程序写出的行号 4294967295，报 OPEN-24。",
    ),
    Refusal(
        "OPEN-25",
        "单元格内容不能确定",
        "工作表部件 {part}：{why}",
        _DAMAGED_HINT,
        "同一单元格出现两次，或引用了不存在的共享文字，不能断定其内容；宁可不读，不可读错。\n\n"
        "例：F12 在文件中写了两次，一次 66、一次 95，报 OPEN-25。",
    ),
    Refusal(
        "OPEN-26",
        "单元格文字过长",
        "部件 {part} 中有一段文字长 {length} 字符，超过上限 {limit}",
        "Excel 单元格最多容纳 32,767 个字符；请缩短该段文字，或改放到附件中",
        "超过上限的文字在 Excel 中会被截断；本程序从不截断，因此不予读取。\n\n例：把整份报告粘贴进一个单元格，报 OPEN-26。",
    ),
    Refusal(
        "OPEN-27",
        "读取出错",
        "读取“{name}”时出错：{why}",
        "请检查磁盘、网络盘或 U 盘是否正常，把文件复制到本机后重试",
        "操作系统报告了读取错误。\n\n例：网络盘中途断开，报 OPEN-27。",
    ),
    Refusal(
        "WRITE-01",
        "部件不完整",
        "工作簿里有一个部件不是完整的 XML，未写入任何内容",
        "请用 Excel 或 WPS 打开后另存为 .xlsx 再试",
        "工作簿里有一个部件不是完整的 XML，写入标记不能保证其余内容不变，因此不写；检查结果照常显示。\n\n"
        "例：导出程序漏写了工作表末尾的结束标记，报 WRITE-01。",
    ),
    Refusal(
        "WRITE-02",
        "工作簿过大",
        "工作簿过大，无法写入检查结果",
        "请用 --no-write 只看检查结果，或删减图片后再试",
        "加上检查结果后文件超过 4 GiB 或部件超过 65,535 个，因此不写。\n\n例：工作簿已有 65,535 个部件，报 WRITE-02。",
    ),
    Refusal(
        "WRITE-03",
        "写不进去",
        "未能写入“{name}”：{why}；原文件未作任何改动",
        "请关闭正在打开它的程序，或把文件复制到有写入权限、有剩余空间的文件夹后再检查；也可用 --output 指定其他位置",
        "原文件和同一文件夹都不能写：没有权限、磁盘已满或只读。原文件未作任何改动。\n\n"
        "例：自评表在只读的光盘上，报 WRITE-03。",
    ),
)

REFUSALS: dict[str, Refusal] = {refusal.code: refusal for refusal in _TABLE}
