"""Where a name begins and ends in a sentence: the words before it, behind it, and those that no name is made of.

Chinese text has no blanks between words; a name of an office or of a thing is found by what can stand beside it. The
lists are patterns, for many of these words are also parts of others: 和 in 和解, 向 in 对象, 有 in 有权.
"""

from __future__ import annotations

from typing import Final

from tracker.language.numerals import HAN_SIGNS

OFFICE: Final = (
    "部门|机关|机构|(?<![当结格全布大邮])局|委员会|管委会|政府|法院|检察院|办公室|厅|署|银行|海关|协会|中心|单位"
    "|国务院|中央|党委|办事处|[支大总]队|秘书处|书记处|仲裁院"
)
"""How the names of offices end."""

OFFICE_BEGINS: Final = (
    "国务院|中央|中国|最高|全国|省|自治区|直辖市|设区|市(?![场政])|县|区(?![域别])|乡|街道|各级|本级|上级|上一级|下级"
    "|同级|地方|当地|本市|本省|本县|本区|有关|相关|人民"
)
"""How they can begin: with the place or the level that an office belongs to."""

FIELD_OF_OFFICE: Final = (
    "管理|监督|监管|行政|执法|税务|审计|统计|公安|卫生|交通|运输|规划|建设|环保|环境|资源|工商|商务"
)
"""Duties by which an office is called where its last word is left out: 食品安全监督管理、农业行政等部门."""

QUALIFIES_OFFICE: Final = (
    "(?:国务院|省|自治区|直辖市|设区的市|市|自治州|州|县|区|旗|乡镇?|镇|级|以上"
    "|地方|各级|本级|同级|上级|有关|人民|政府|所在地|的|及其)+"
)
"""What can be put before an office to say whose it is, and is no conjunction: 县级以上地方人民政府."""

PAIRED: Final = (
    "和(?=(?:城乡建设|规划|改革|旅游|信息化|社会保障|计划生育|宗教|体育|草原|海洋|科技)(?:局|厅|委|部|办|行政|主管))"
)
"""An 和 within the name of one office: 人力资源和社会保障局, 住房和城乡建设部门; no conjunction of two."""

LEVEL: Final = "省|自治区|直辖市|市|自治州|州|区|县|旗|乡|镇|街道"
"""Levels of government, of which an office's name can list several: 区、县人民政府."""

BEFORE_NAME: Final = (
    f"应当|可以|不得|必须|应|由|向|对(?!象|外|方)|(?<!共)(?!{PAIRED})和(?!解|谐|平)|与|及(?!时)|以及|或者?|的|(?<!所)在(?!职|编|线)|将|把|被|从事"
    "|经(?![营济过理费纪验办])|报(?![告道刊名酬价])|遵守|责成|开展|建立|设立|设置(?!规|标|要|条|审|期|人|地|区)|健全|完善|加强|推进|推动|纳入|列入|降低|减少|增加"
    "|采取|依法|依照|按照|根据|依据|违反|符合|适用|(?<![省市县区乡]级)以上|以下|所在地?|其他?|该|各级?|本(?![金人法])|有关|相关|(?<![行认])为了?"
    "|是(?!否)|等|并|但|除|且|会同|征求|办理|申请|提交|出具|持|取得|提供|进行|予以|给予|负责|要求|请求|通过|包括|具有|享有|承担|属于"
    f"|到|至|从|之日起|以内|[县市省区]级(?!以上|人民)|任何|一切|下列|[\\d{HAN_SIGNS}]+[个名家项条款]"
)
"""Words after which a name begins."""

BEFORE_OFFICE: Final = (
    "报告|移送|送交|商请|通知|委托|抄送|告知|报请|允许|责令|履行|认为|送(?!达)|(?<![主统])管(?!理|委|辖|制|护|片)"
)
"""Verbs of which an office is the object: its name begins behind them. Before another term they can be nouns."""

GOVERNING: Final = (
    "设立|转交|建议|不服|根据|依照|收到|有权|要求|请求|因(?!素|特)|没有|因无"
    "|(?<![许认])可(?!能|再)|向|由|报送|规定|及时|立即|为了|健全|申请|提请"
)
"""The same within an edit, where it wrote both the verb and the office."""

AFTER_NAME: Final = (
    f"应当|可以|不得|必须|应|由|向|对(?!象|外|方)|(?!{PAIRED})和(?!解|谐)|与|及|以及|或者?|的|在(?!职|编|线)|将|把|被|依法|依照|按照|根据|依据|负责|提出|申请"
    "|进行|予以|给予|规定|等|并|但|且|是|决定|批准|备案|核定|解释(?!权)|制定|责令|组织实施|或|未|有(?!关|权)|以(?![上下])"
    "|最[高低长短多少]|不[超低高少多]|不一致|不符|(?<![行认])为"
)
"""Words that end a name when they follow it."""

NOT_AT_START: Final = (
    "应当|可以|不得|或者|以及|并且|会同|由|向(?!导)|经(?![营济理费纪验办])|报(?![告道刊名酬价])|和(?![解谐平])|与|及|的|在(?!职)"
    "|按照|根据|依照|从事|并|将|把|是(?!否)|为了?|等|、|所在地的"
)
NOT_AT_END: Final = "应当|可以|不得|或者|以及|由|向|和|与|及|的|在|并|将|等|、"
"""Function words that an edit can have at its ends and no name has."""

VERBS_BEHIND: Final = (
    "导致|租住|居住|获得|召开|行使|作出|做出|生产|接受|主张|通过"
    "|享有|承担|缴纳|支付|购买|使用|参加|出席|违反|侵犯|认为|另行|之日|上载"
)
"""Verbs that follow a name, beside ``ACTS``; what stands behind them is no part of it."""

ACTS: Final = (
    "坚持|组织|领导|申请|从事|核对|调查|承诺|取得|推行|明确|提交|办理|开展|加强|落实|保障|维护|履行|遵守|符合|查验|提供|实施|审查|审核|检查"
    "|监督|负责|参与|参加|协助|配合|进行|采取|执行|制定|报送|报告|公布|公示|指导|协调|促进|推动|推进|支持|鼓励|引导|规范|通报|通知|告知"
)
"""Verbs: one that is put before a name gives it no other (开展评估 is no other 评估)."""

NO_NAME: Final = (
    "负责|建立|健全|完善|加强|推进|推动|开展|实施|依法|依规|应当|但|致使|时|及时|立即|同时|其他|有关|相关|规定|分别|共同|一并|按照|依照|根据"
    "|或者|所|等|各自?|均|都|也|还|已|并|且|的|和|及|或|、|任何|一切|该|其|了|地|于|在|对|向"
)
"""Words that are no name, nor are several of them."""

OF_A_SENTENCE: Final = (
    "需要|是否|(?<![相响反供适对效])应(?![急用])|必须|^但|不(?!动产|良|法|可抗|明|正当|同)|未(?!成年)|^被|将|[把其]|时$|以$|^[为了以由对在向于]"
    "|的[^的]*的|^规定."
)
"""Words of a sentence, which no name has; two 的 are a description."""

GIVES: Final = "办理|申请|提交|出具|取得|领取|提供|签订|签署|填写|发给|颁发|换发|补发|出示"
"""What is done with a paper or a procedure that an office gives, or takes: 发给批准文件, 重新申请结婚登记."""

PAPER: Final = "证书|证件|身份证|许可证|执照|证|文件|书|证明|材料|簿|登记|手续|批件|凭证|执业许可|单据|清单|档案|报告"
"""How what is given or taken is called at its end."""

GROUNDS: Final = "规定|决定|需要|情况|实际|特点|命令|程序|要求|标准|原则|办法|条例|法律"
OCCASIONS: Final = "内|后|前|时|日|期间|基础上|前提下|情况下"
"""With what a phrase ends that says by which rule, or when, something is done, and not yet what."""
