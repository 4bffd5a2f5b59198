"""A made-up corpus of municipal measures with known lineage, for the benchmark and the tests of lineage.

It is made in batches, each from its own seed, so that any process can make any batch. A batch is one city with some
districts and bureaus. Its works have 1 to 6 versions that are retitled, renumbered, issued by a renamed bureau, repeal
their predecessor by number, by title or not at all; beside them stand neighbouring districts with the same measure,
sibling schemes of one bureau that share half of their text, single acts that recur under one title, and mass repeals.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tracker.lineage.values import Holding
from tracker.model import Document, Effect, Instrument, Provision, Repeal
from tracker.parse.clauses.reading import read_clauses

WORKS = 40
"""Works of a batch."""

_CHARACTERS = (
    "安宝北本边滨布采仓产场车城成程池川春村达大丹道地东动度多恩发方丰风福富港高工公古谷关光广海航合河红湖花华化桦环辉"
    "江金京经景开康科兰乐联林灵岭龙路绿茂美明木南宁农平浦起桥青清泉热日荣瑞森山商上升生胜盛石顺台天田铁通同图团旺望文"
    "武西溪霞先祥新兴星秀学雪阳洋业宜银永友玉元源远云运泽展长兆正志智中州珠竹庄资紫"
)
_SUBJECTS = [
    "贷款贴息",
    "人才公寓",
    "老旧电梯",
    "厂房改造",
    "社区养老",
    "雨水利用",
    "托育机构",
    "夜间经济",
    "首店引进",
    "绿色建筑",
    "数据要素",
    "专利转化",
    "稳岗用工",
    "物业服务",
    "快递网点",
    "充电设施",
    "屋顶光伏",
    "垃圾分类",
    "电动自行车",
    "文化街区",
    "体育场馆",
    "检验检测",
    "冷链物流",
    "种业创新",
    "会展活动",
    "旅游民宿",
    "数字工厂",
    "工业设计",
    "中试平台",
    "公共租赁住房",
    "残疾人就业",
    "志愿服务",
    "校外培训",
    "食品摊贩",
    "餐厨废弃物",
    "河道保洁",
    "节能改造",
    "标准研制",
    "品牌培育",
    "跨境电商",
    "融资担保",
    "上市培育",
    "技术合同",
    "信用修复",
    "政务服务",
    "城市更新",
    "停车设施",
    "无障碍环境",
]
_GROUPS = [
    "小微企业",
    "科技型企业",
    "文化企业",
    "外贸企业",
    "农民合作社",
    "个体工商户",
    "高校毕业生",
    "退役军人",
    "民营医院",
    "制造业企业",
]
_FORMS = ["管理办法", "若干措施", "扶持办法", "补贴办法", "实施方案", "工作规定", "管理规定", "奖励办法", "实施意见"]
_DETAILS = ["实施细则", "操作规程", "申报指南"]
_FIELDS = [
    "民政",
    "财政",
    "商务",
    "科学技术",
    "经济和信息化",
    "文化和旅游",
    "人力资源和社会保障",
    "住房和城乡建设",
    "交通运输",
    "农业农村",
    "水务",
    "体育",
]
_NEW_FIELDS = {
    "科学技术": "科技创新",
    "经济和信息化": "工业和信息化",
    "文化和旅游": "文旅广电",
    "水务": "水利",
    "商务": "商业贸易",
}
_SENTENCES = (
    "{a}{s}的{b}由{c}部门会同{d}部门负责，{e}单位应当予以配合。",
    "申请{s}{b}的，应当向{c}窗口提交{d}材料，{n}个工作日内办结。",
    "{s}所需{b}经费纳入{c}预算，按{d}标准的{n}%安排。",
    "对符合{a}条件的{s}{b}，给予不超过{n}万元的{c}支持。",
    "{c}机构应当建立{s}{d}台账，于每年{m}月底前报送{e}部门。",
    "{s}项目的{b}评审采用{c}方式，评审专家不少于{m}人。",
    "弄虚作假骗取{s}{b}的，由{c}部门责令退回，{m}年内不得再次申请。",
    "{a}区域内的{s}{d}设施，应当符合{e}规范的要求。",
    "{c}部门应当公开{s}{b}的{d}流程，接受{e}监督。",
    "鼓励{a}单位参与{s}{b}，在{c}方面给予{d}便利。",
    "{s}{b}的验收由{c}部门组织，验收结论在{m}日内告知{e}单位。",
    "{a}中心承担{s}的{d}工作，{c}部门每{m}个月检查一次。",
    "因{a}原因需要变更{s}{b}的，应当提前{n}日向{c}部门报告。",
    "{s}{d}信息通过{e}平台归集，保存期限不少于{m}年。",
)
_NOTICES = ["人事任免", "防汛值班", "高温作业", "节日值守", "森林防火"]


@dataclass(slots=True)
class Batch:
    """The documents of one batch and the true links between them: pairs of places in ``holdings``."""

    number: int
    holdings: list[Holding] = field(default_factory=list)
    links: set[tuple[int, int]] = field(default_factory=set)
    works: int = 0

    @property
    def issue(self) -> str:
        """The ref of its issue."""
        return f"made/{self.number:05d}/001"

    def gold(self) -> set[tuple[str, str]]:
        """The true links as pairs of document keys."""
        return {(f"{self.issue}#{old:03d}", f"{self.issue}#{new:03d}") for old, new in self.links}


def make_batch(number: int, *, works: int = WORKS) -> Batch:
    """The batch of a number: the same one in every process."""
    return _Maker(number, works).made()


def holdings_of_batch(number: int) -> list[Holding]:
    """The documents of a batch; a function that crosses processes."""
    return make_batch(number).holdings


@dataclass(slots=True)
class _Bureau:
    """An issuer with its code; from ``renamed_on`` it has another name and code."""

    name: str
    code: str
    new_name: str
    new_code: str
    renamed_on: date

    def on(self, day: date) -> tuple[str, str]:
        return (self.name, self.code) if day < self.renamed_on else (self.new_name, self.new_code)


@dataclass(slots=True)
class _Version:
    place: int
    day: date
    number: str
    title: str
    document_title: str
    sentences: list[str]
    until: date | None


class _Maker:
    def __init__(self, number: int, works: int) -> None:
        self.random = random.Random(number * 7919 + 17)
        self.wanted = works
        self.batch = Batch(number=number)
        self.city = self._word() + "市"
        self.words = [self._word() for _ in range(400)]
        self.numbers: dict[tuple[str, int], int] = {}
        districts = [self.city + self._word() + "区" for _ in range(4)]
        self.bureaus = {place: self._bureaus(place) for place in (self.city, *districts)}
        self.districts = districts

    def made(self) -> Batch:
        while self.batch.works < self.wanted:
            kind = self.random.random()
            if kind < 0.45:
                self._ordinary()
            elif kind < 0.55:
                self._with_details()
            elif kind < 0.75:
                self._neighbours()
            else:
                self._siblings()
        self._rivals()
        self._reprints()
        self._single_acts()
        return self.batch

    # --- the parts of a corpus ----------------------------------------------------------------------------------------

    def _ordinary(self) -> None:
        place = self.random.choice([self.city, *self.districts])
        bureau = self.random.choice(self.bureaus[place])
        subject = self._subject()
        self._work(bureau, self._named(place, subject), subject, self._sentences(subject))

    def _neighbours(self) -> None:
        """The same measure in several districts; some titles do not say which."""
        subject, form = self._subject(), self.random.choice(_FORMS)
        text = self._sentences(subject)
        field = self.random.choice(_FIELDS)
        said = self.random.random() < 0.6
        for district in self.random.sample(self.districts, 3):
            bureau = next((one for one in self.bureaus[district] if field in one.name), self.bureaus[district][0])
            title = (district if said else "") + subject + form
            self._work(bureau, title, subject, self._changed(text, subject, 0.1))

    def _siblings(self) -> None:
        """Schemes of one bureau for different groups, from one template."""
        place = self.random.choice([self.city, *self.districts])
        bureau = self.random.choice(self.bureaus[place])
        subject, form = self._subject(), self.random.choice(_FORMS)
        text = self._sentences(subject)
        for group in self.random.sample(_GROUPS, 3):
            own = [sentence.replace(subject, group + subject) for sentence in text]
            title = f"{place}{group}{subject}{form}"
            self._work(bureau, title, group + subject, self._changed(own, group + subject, 0.35))

    def _with_details(self) -> None:
        """A rule and the details of its implementation, which repeat much of it and live beside it."""
        place = self.random.choice([self.city, *self.districts])
        bureau = self.random.choice(self.bureaus[place])
        subject, form = self._subject(), self.random.choice(_FORMS)
        text = self._sentences(subject)
        self._work(bureau, f"{place}{subject}{form}", subject, text)
        details = self._changed(text, subject, 0.4)
        self._work(bureau, f"{place}{subject}{self.random.choice(_DETAILS)}", subject, details)

    def _rivals(self) -> None:
        """Two bureaus of one city that give their own rules the same title."""
        subject, form = self._subject(), self.random.choice(_FORMS)
        for bureau in self.random.sample(self.bureaus[self.city], 2):
            self._work(bureau, subject + form, subject, self._sentences(subject))

    def _reprints(self) -> None:
        """Measures that a compilation prints once more, without number and date."""
        for holding in self.random.sample(self.batch.holdings, 5):
            document = holding.document
            if len(document.instruments) > 1:
                plain = replace(document, doc_number=None, date=None, repeals=(), title=document.instruments[1].title)
                self.batch.holdings.append(
                    replace(
                        holding, issue=f"{self.batch.issue}-c", document=plain, published="2026-01-01", compilation=True
                    )
                )

    def _single_acts(self) -> None:
        """Notices that recur under one title and are versions of nothing, and mass repeals."""
        for _ in range(6):
            bureau = self.random.choice(self.bureaus[self.city])
            notice = self.random.choice(_NOTICES)
            day = self._day(2012, 2024)
            issuer, code = bureau.on(day)
            sentences = [self._sentence(notice) for _ in range(4)]
            self._document(f"{issuer}关于{notice}的通知", None, issuer, self._number(code, day), day, sentences)
        ended = [one for one in self.batch.holdings if self.random.random() < 0.02]
        bureau, day = self.bureaus[self.city][0], date(2025, 3, 1)
        issuer, code = bureau.on(day)
        repeals = [Repeal(title=one.document.title, doc_number=one.document.doc_number) for one in ended]
        title = f"{issuer}关于废止部分行政规范性文件的通知"
        self._document(
            title, None, issuer, self._number(code, day), day, ["现将废止的文件目录予以公布。"], repeals=repeals
        )

    # --- one work -----------------------------------------------------------------------------------------------------

    def _work(self, bureau: _Bureau, title: str, subject: str, sentences: list[str]) -> None:
        self.batch.works += 1
        day = self._day(2008, 2018)
        qualifier = self.random.choice(["", "", "(试行)", "(暂行)"])
        version = self._version(bureau, title, qualifier, sentences, day, None)
        for _ in range(self.random.choices(range(6), weights=[20, 30, 22, 14, 9, 5])[0]):
            day = version.day + timedelta(days=self.random.randint(300, 1400))
            if day > date(2025, 12, 31):
                break
            if self.random.random() < 0.06:
                version = self._amended(bureau, title, subject, version, day)
                continue
            retitled = self._retitled(title, subject)
            title = retitled
            qualifier = self.random.choice(["", "", "", "(试行)", f"({day.year}年修订)"])
            text = self._changed(version.sentences, subject, self.random.choice([0.1, 0.2, 0.3, 0.45]))
            version = self._version(bureau, title, qualifier, text, day, version)

    def _retitled(self, title: str, subject: str) -> str:
        """The next title: mostly the same, sometimes of another form, seldom about a wider subject."""
        chance = self.random.random()
        if chance < 0.78:
            return title
        forms = _DETAILS if title.endswith(tuple(_DETAILS)) else _FORMS
        form = next(form for form in forms if title.endswith(form))
        if chance < 0.92:
            return title.removesuffix(form) + self.random.choice(forms)
        return title.replace(subject, subject + self.random.choice(["服务", "发展", "促进"]))

    def _version(
        self,
        bureau: _Bureau,
        title: str,
        qualifier: str,
        sentences: list[str],
        day: date,
        before: _Version | None,
    ) -> _Version:
        issuer, code = bureau.on(day)
        number = self._number(code, day)
        printed = title + qualifier
        document_title = f"{issuer}关于印发《{printed}》的通知"
        repeals, last = self._last_article(before, title)
        until = date(day.year + 3, 12, 31) if self.random.random() < 0.3 else None
        effect = Effect(start="印发之日", until=until.isoformat() if until else None, quote=last)
        place = self._document(
            document_title, printed, issuer, number, day, [*sentences, last], repeals=repeals, effect=effect
        )
        if before is not None:
            self.batch.links.add((before.place, place))
        return _Version(place, day, number, title, document_title, sentences, until)

    def _last_article(self, before: _Version | None, title: str) -> tuple[list[Repeal], str]:
        """The clause of effect, with the repeal of the version before: by number, by title, or none."""
        start = "本办法自印发之日起施行"
        chance = self.random.random()
        if before is None:
            return [], f"{start}。"
        told = f"《{before.document_title.replace('《', '〈').replace('》', '〉')}》"
        renamed = before.title != title
        if chance < 0.6 or (renamed and chance < 0.8):
            number = self._misprinted(before.number)
            repeal = Repeal(title=before.document_title, doc_number=number)
            return [repeal], f"{start}。{told}（{number}）同时废止。"
        if chance < 0.75 or (renamed and chance < 0.93):
            return [Repeal(title=before.document_title, doc_number=None)], f"{start}，{told}同时废止。"
        return [], f"{start}。"

    def _misprinted(self, number: str) -> str:
        """A number as clauses print it: other brackets, blanks, seldom another number by mistake."""
        chance = self.random.random()
        if chance > 0.98:
            return number.replace("号", f"{self.random.randint(0, 9)}号")
        if chance < 0.15:
            return number.replace("〔", "[").replace("〕", "]")
        return number.replace("〕", "〕 ") if chance < 0.25 else number

    def _amended(self, bureau: _Bureau, title: str, subject: str, before: _Version, day: date) -> _Version:
        issuer, code = bureau.on(day)
        number = self._number(code, day)
        document_title = f"{issuer}关于修改《{before.title}》的决定"
        sentences = [f"将第{n}条修改为：“{self._sentence(subject)}”" for n in "三五七"]
        place = self._document(document_title, None, issuer, number, day, sentences)
        self.batch.links.add((before.place, place))
        return _Version(place, day, number, title, before.document_title, before.sentences, None)

    def _document(  # noqa: PLR0913 - the parts of a document
        self,
        title: str,
        measure: str | None,
        issuer: str,
        number: str,
        day: date,
        sentences: Sequence[str],
        *,
        repeals: Sequence[Repeal] = (),
        effect: Effect | None = None,
    ) -> int:
        body = tuple(
            Provision(level="article", span=(0, 0), label=f"第{n}条", text=text) for n, text in enumerate(sentences, 1)
        )
        circular = Instrument(role="circular", title=title, span=(0, 0), body=() if measure else body)
        parts = (
            (circular, Instrument(role="measure", title=measure, span=(0, 0), body=body)) if measure else (circular,)
        )
        document = Document(
            title=title,
            doc_number=number,
            kind="决定" if title.endswith("决定") else "通知",
            issuers=(issuer,),
            date=day.isoformat(),
            span=(0, 0),
            instruments=parts,
            effective=effect,
            repeals=tuple(repeals),
            amends=read_clauses(parts, title, "决定").amends,
        )
        place = sum(not holding.compilation for holding in self.batch.holdings)
        published = (day + timedelta(days=30)).isoformat()
        self.batch.holdings.append(
            Holding(issue=self.batch.issue, index=place, document=document, published=published, observed=published)
        )
        return place

    # --- words --------------------------------------------------------------------------------------------------------

    def _word(self) -> str:
        return "".join(self.random.sample(_CHARACTERS, 2))

    def _subject(self) -> str:
        return self.random.choice(self.words) + self.random.choice(_SUBJECTS)

    def _named(self, place: str, subject: str) -> str:
        head = place if self.random.random() < 0.8 else ""
        return head + subject + self.random.choice(_FORMS)

    def _day(self, first: int, last: int) -> date:
        return date(self.random.randint(first, last), self.random.randint(1, 12), self.random.randint(1, 28))

    def _bureaus(self, place: str) -> list[_Bureau]:
        return [self._bureau(place, field) for field in self.random.sample(_FIELDS, 4)]

    def _bureau(self, place: str, field: str) -> _Bureau:
        renamed = self._day(2014, 2022) if self.random.random() < 0.4 else date(2099, 1, 1)
        code = place[:1] + place[-3:-2] + field[:1]
        old, new = self.random.choice([("局", "局"), ("委员会", "局"), ("局", "委员会")])
        new_field = _NEW_FIELDS.get(field, field)
        return _Bureau(f"{place}{field}{old}", f"{code}发", f"{place}{new_field}{new}", f"{code}规发", renamed)

    def _number(self, code: str, day: date) -> str:
        self.numbers[code, day.year] = self.numbers.get((code, day.year), 0) + 1
        return f"{code}〔{day.year}〕{self.numbers[code, day.year]}号"

    def _sentences(self, subject: str) -> list[str]:
        return [self._sentence(subject) for _ in range(self.random.randint(12, 30))]

    def _sentence(self, subject: str) -> str:
        form = self.random.choice(_SENTENCES)
        a, b, c, d, e = (self.random.choice(self.words) for _ in range(5))
        number, small = self.random.choice([5, 10, 20, 30, 50, 100]), self.random.randint(2, 9)
        return form.format(a=a, b=b, c=c, d=d, e=e, s=subject, n=number, m=small)

    def _changed(self, sentences: Sequence[str], subject: str, share: float) -> list[str]:
        """A text some of whose sentences are others, gone or new."""
        result = []
        for sentence in sentences:
            chance = self.random.random()
            if chance < share * 0.7:
                result.append(self._sentence(subject))
            elif chance < share * 0.85:
                continue
            else:
                result.append(sentence)
        extra = int(len(sentences) * share * 0.15) + 1
        return [*result, *(self._sentence(subject) for _ in range(extra))]


def batches(works: int) -> Iterator[int]:
    """The numbers of the batches that hold at least so many works together."""
    yield from range(-(-works // WORKS))
