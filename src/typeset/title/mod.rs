//! Titles (标题) broken into lines: words whole, lines balanced, in the shape of a trapezoid or a diamond (GB/T 9704 7.3.1).
//!
//! All ways to break a title into few lines are compared by what they cost. The costs are a matter of judgement; they stand
//! in [`cost`], with the reason for each, and nowhere else.

mod cost;
mod words;

use self::words::words;
use super::compose;
use super::measure::width;

/// The width of one Han character, as [`width`] counts it.
const CHARACTER: i64 = 1000;

/// Titles that need more lines than this are left to the typesetter: there are too many ways to break them.
const MOST_LINES: usize = 6;

/// The byte offsets at which the lines after the first begin; none for a title that fits a line of `capacity`, in
/// thousandths of the type size, or that cannot be broken well. `issuers` are the issuing bodies (发文机关). No line begins
/// where composition forbids a break.
pub(super) fn breaks(title: &str, capacity: i64, issuers: &[&str]) -> Vec<usize> {
    if width(title) <= capacity {
        return Vec::new();
    }
    let needed = ((width(title) + capacity - 1) / capacity) as usize;
    if needed > MOST_LINES {
        return Vec::new();
    }
    let mut search = Search { places: places(title, issuers), capacity, lines: Vec::new(), best: None };
    // One line more than are needed may give a better shape; a title without short words may need two more.
    for count in needed..=needed + 2 {
        search.fill(0, 0, count, 0);
        if search.best.is_some() && count > needed {
            break;
        }
    }
    search.best.map(|(_, lines)| lines).unwrap_or_default()
}

/// A place where a line may end.
struct Place {
    /// Byte offset in the title.
    at: usize,
    /// Width of the title up to there.
    width: i64,
    /// What it costs to break there.
    cost: i64,
}

struct Search {
    /// In order, the end of the title last.
    places: Vec<Place>,
    capacity: i64,
    /// Indices of the places where the lines so far end.
    lines: Vec<usize>,
    /// The cheapest way found, with its cost.
    best: Option<(i64, Vec<usize>)>,
}

impl Search {
    /// Tries all ways to set the title from place `next`, at width `start`, in `left` lines; `spent` is the cost so far.
    fn fill(&mut self, next: usize, start: i64, left: usize, spent: i64) {
        if self.best.as_ref().is_some_and(|(best, _)| spent + cost::BEST_BREAK * left as i64 >= *best) {
            return;
        }
        let end = self.places.len() - 1;
        let rest = self.places[end].width - start;
        if rest > self.capacity * left as i64 {
            return;
        }
        if left == 1 {
            self.lines.push(end);
            self.compare(spent);
            self.lines.pop();
            return;
        }
        for at in next..end {
            let (width, cost) = (self.places[at].width, self.places[at].cost);
            if width - start > self.capacity {
                break;
            }
            self.lines.push(at);
            self.fill(at + 1, width, left - 1, spent + cost);
            self.lines.pop();
        }
    }

    fn compare(&mut self, spent: i64) {
        let ends = self.lines.iter().map(|at| self.places[*at].width);
        let starts = std::iter::once(0).chain(ends.clone());
        let widths: Vec<i64> = starts.zip(ends).map(|(start, end)| end - start).collect();
        let cost = spent + cost::of_shape(&widths);
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            let begins = self.lines[..self.lines.len() - 1].iter().map(|at| self.places[*at].at);
            self.best = Some((cost, begins.collect()));
        }
    }
}

/// Where lines may end: between words, and at the end.
fn places(title: &str, issuers: &[&str]) -> Vec<Place> {
    let joints = compose::joints_in_line(title);
    let words = words(title);
    let depths = depths(title);
    let mut places = Vec::new();
    for pair in words.windows(2) {
        let at = pair[0].len() + offset(title, pair[0]);
        let (before, after) = (&title[..at], &title[at..]);
        if joints.contains(&at) || is_within_issuer(title, at, issuers) || cost::is_forbidden(before, after) {
            continue;
        }
        let cost = cost::of_break(before, after, pair[0], pair[1], depths[at]);
        places.push(Place { at, width: width(before), cost });
    }
    places.push(Place { at: title.len(), width: width(title), cost: 0 });
    places
}

fn offset(title: &str, part: &str) -> usize {
    part.as_ptr() as usize - title.as_ptr() as usize
}

/// For each byte offset how many brackets and quotation marks are open there.
fn depths(title: &str) -> Vec<i64> {
    let mut depths = vec![0; title.len() + 1];
    let mut depth = 0;
    for (at, c) in title.char_indices() {
        // Before a closing mark one is still inside.
        depths[at] = depth;
        if "》”）〉’〕".contains(c) {
            depth = (depth - 1).max(0);
        } else if "《“（〈‘〔".contains(c) {
            depth += 1;
        }
    }
    depths
}

/// Whether `at` lies inside the name of an issuing body or of its place, or between that and what is named after it.
fn is_within_issuer(title: &str, at: usize, issuers: &[&str]) -> bool {
    let is_within = |name: &str| title.match_indices(name).any(|(start, _)| start < at && at < start + name.len());
    let is_place = |name| is_within(name) || title[..at].ends_with(name);
    let mut names = issuers.iter().filter(|name| !name.is_empty());
    names.any(|name| is_within(name) || place(name).is_some_and(is_place))
}

/// 云江 of 云江区人民政府, which no dictionary has.
fn place(issuer: &str) -> Option<&str> {
    let (end, _) = issuer.char_indices().skip(2).find(|(_, c)| "省市县区州旗".contains(*c))?;
    Some(&issuer[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a line of 2号 holds.
    const CAPACITY: i64 = 20_363;

    /// Titles of real documents, and the lines a human judge gave them.
    const TITLES: [&[&str]; 16] = [
        &["国务院关于印发", "《2030年前碳达峰行动方案》的通知"],
        &["国务院办公厅关于进一步完善", "国有企业法人治理结构的指导意见"],
        &["国务院办公厅关于同意建立", "养老服务部际联席会议制度的函"],
        &["国务院关于加快建立健全", "绿色低碳循环发展经济体系的指导意见"],
        &["国务院办公厅", "关于印发2024年政务公开工作要点的通知"],
        &["国务院关于深入推进", "“互联网+政务服务”工作的指导意见"],
        &["国务院关于同意在北京、上海、海南、", "重庆开展服务业扩大开放综合试点的批复"],
        &["国务院办公厅关于印发新能源汽车", "产业发展规划（2021—2035年）的通知"],
        &["国务院关于印发打赢蓝天保卫战", "三年行动计划的通知"],
        &["浙江省人民政府办公厅", "关于加快发展保障性租赁住房的指导意见"],
        &["上海市人民政府关于印发", "《上海市居住证管理办法》的通知"],
        &["山东省人民政府关于印发山东省", "“十四五”自然灾害防治规划的通知"],
        &["云江区人民政府", "关于恳请支持云江大桥改扩建工程", "建设资金的请示"],
        &["云江区教育局　云江区财政局　", "关于做好学生资助工作的通知"],
        &["枣庄市市中区人民政府", "关于调整区政府领导成员工作分工的通知"],
        &["枣庄市市中区人民政府办公室", "关于印发《关于推进瓶装液化石油气行业", "规模化高质量发展的实施方案》的通知"],
    ];

    /// More real titles, for the rules alone.
    const OTHERS: [&str; 20] = [
        "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见",
        "国务院办公厅关于加快推进电子证照扩大应用领域和全国互通互认的意见",
        "国务院关于取消和下放一批行政许可事项的决定",
        "国务院办公厅关于上市公司独立董事制度改革的意见",
        "国务院办公厅关于推动外贸稳规模优结构的意见",
        "国务院关于支持北京深化国家服务业扩大开放综合示范区建设工作方案的批复",
        "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知",
        "国务院办公厅关于促进全民健身和体育消费推动体育产业高质量发展的意见",
        "国务院办公厅转发国家发展改革委等部门关于加快推进城镇环境基础设施建设指导意见的通知",
        "国务院关于印发“十四五”数字经济发展规划的通知",
        "山东省人民政府办公厅关于印发山东省支持沿黄25县（市、区）推动黄河流域生态保护和高质量发展若干政策措施的通知",
        "广东省人民政府关于加快推进质量强省建设的实施意见",
        "江苏省政府办公厅关于切实加强高标准农田建设提升粮食安全保障能力的实施意见",
        "北京市人民政府关于公布北京市第三批历史建筑名单的通知",
        "四川省人民政府关于2023年度四川省科学技术奖励的决定",
        "枣庄市市中区人民政府关于下达2024年度全区安全生产控制目标的通知",
        "枣庄市市中区人民政府2024年度重大行政决策事项目录",
        "关于推进瓶装液化石油气行业规模化高质量发展的实施方案",
        "国务院办公厅关于对国务院第八次大督查发现的典型经验做法给予表扬的通报",
        "国务院关于第五批取消和下放管理层级行政审批项目的决定",
    ];

    fn lines(title: &str) -> Vec<String> {
        let issuer = title.split_once("关于").map_or("", |(issuer, _)| issuer);
        let breaks = breaks(title, CAPACITY, &[issuer]);
        let starts = std::iter::once(0).chain(breaks.iter().copied());
        let ends = breaks.iter().copied().chain([title.len()]);
        starts.zip(ends).map(|(start, end)| title[start..end].to_owned()).collect()
    }

    #[test]
    fn titles_are_broken_as_a_judge_would() {
        for expected in TITLES {
            assert_eq!(lines(&expected.concat()), *expected);
        }
    }

    #[test]
    fn every_title_keeps_the_rules() {
        /// What may not be divided.
        const WHOLE: [&str; 16] = [
            "2021—2035年",
            "2024年",
            "2030年",
            "25县",
            "十四五",
            "指导意见",
            "规范性文件",
            "人民政府",
            "办公厅",
            "办公室",
            "联席会议",
            "服务业",
            "高质量",
            "印发",
            "知识产权",
            "新能源",
        ];
        let titles = TITLES.iter().map(|lines| lines.concat()).chain(OTHERS.map(str::to_owned));
        for title in titles {
            let lines = lines(&title);
            let widths: Vec<i64> = lines.iter().map(|line| width(line)).collect();
            assert_eq!(lines.concat(), title);
            assert!(lines.len() > 1 && lines.len() <= (width(&title) / CAPACITY + 2) as usize, "{lines:?}");
            assert!(widths.iter().all(|width| (3000..=CAPACITY).contains(width)), "{lines:?}");
            assert!(widths[widths.len() - 1] >= 4000, "{lines:?}");
            for whole in WHOLE {
                assert_eq!(lines.concat().matches(whole).count(), lines.join("\n").matches(whole).count(), "{lines:?}");
            }
            let is_waist = |at: usize| widths[at] < widths[at - 1] && widths[at] < widths[at + 1];
            assert!(!(1..widths.len() - 1).any(is_waist), "hourglass {lines:?}");
            assert!(widths.len() < 3 || widths.iter().any(|width| *width != widths[0]), "rectangle {lines:?}");
            let starts_badly = |line: &String| line.starts_with(['的', '》', '、', '）', '—', '”', '与', '及']);
            assert!(!lines.iter().any(starts_badly), "{lines:?}");
            let ends_badly =
                |line: &String| line.ends_with(['《', '“', '（', '和', '与', '及']) || line.ends_with("关于");
            assert!(!lines.iter().any(ends_badly), "{lines:?}");
        }
    }

    #[test]
    fn quoted_names_stay_whole_where_they_fit() {
        for name in ["《上海市居住证管理办法》", "“互联网+政务服务”", "《2030年前碳达峰行动方案》"]
        {
            for before in ["国务院关于印发", "国务院办公厅关于进一步认真贯彻落实", "某市人民政府关于"]
            {
                let lines = lines(&format!("{before}{name}有关工作任务分工的通知"));
                assert!(lines.iter().any(|line| line.contains(name)), "{lines:?}");
            }
        }
    }

    #[test]
    fn a_title_that_fits_or_cannot_be_broken_is_left_alone() {
        assert_eq!(lines("国务院关于加强数字政府建设的指导意见").len(), 1);
        assert_eq!(lines("").len(), 1);
        assert_eq!(lines(&"A".repeat(60)).len(), 1);
        assert_eq!(lines(&"通知".repeat(200)).len(), 1);
    }

    #[test]
    fn a_title_of_the_most_lines_is_broken_too() {
        let title = "山东省人民政府办公厅关于进一步加强安全生产工作坚决防范遏制重特大事故".repeat(3);
        assert!(lines(&title).len() >= 6, "{:?}", lines(&title));
    }
}
