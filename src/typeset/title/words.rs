//! The words of a title: those of the dictionary, and the terms of official documents.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// Terms of documents that are no words of the dictionary, or that are read as one.
const TERMS: &str = "\
    非物质文化遗产 文化遗产 省政府 市政府 县政府 区政府 民生实事 老旧小区 \
    印发 转发 批转 批复 试点 试行 修订 废止 答复 督查 通报 人民政府 办公厅 办公室 委员会 \
    常务委员会 全国 全省 全市 全区 全县 高质量 高水平 高标准 服务业 制造业 新能源 互联网 大数据 \
    知识产权 碳达峰 碳中和 低碳 在线 证照 居住证 不动产 互通互认 放管服 营商环境 乡村振兴 部际 \
    联席会议 保障性 规范性文件 行政规范性文件 涉企经营 绿色低碳循环发展 生态保护 基础设施 示范区 \
    开发区 自贸区 一体化 现代化 城镇化 蓝天保卫战 攻坚战 三年行动 指导意见 实施意见 若干意见 \
    若干规定 若干措施 政策措施 实施方案 工作方案 行动方案 行动计划 实施细则 管理办法 实施办法 \
    工作要点 应急预案 联合国 瓶装";

/// The title cut at the boundaries of its words.
pub(super) fn words(title: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let terms: Vec<Range<usize>> = TERMS
        .split_whitespace()
        .flat_map(|term| title.match_indices(term).map(|(start, _)| start..start + term.len()))
        .collect();
    let of_terms = terms.iter().flat_map(|term| [term.start, term.end]);
    let mut bounds: Vec<usize> = segmenter.segment_str(title).chain(of_terms).collect();
    bounds.retain(|at| !terms.iter().any(|term| term.start < *at && *at < term.end));
    bounds.retain(|at| !is_within_body(&title[..*at]));
    bounds.sort_unstable();
    bounds.dedup();
    bounds.windows(2).map(|pair| &title[pair[0]..pair[1]]).collect()
}

/// Whether a title is cut within the name of a body that follows another without a mark: 发展改革局区 before 财政局.
fn is_within_body(before: &str) -> bool {
    let body = before.strip_suffix(['省', '市', '州', '县', '区']);
    body.is_some_and(|body| body.ends_with(['局', '委', '办', '院', '部', '厅']))
}
