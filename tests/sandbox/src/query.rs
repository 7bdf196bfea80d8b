//! Query strings in PHP's array syntax: `filter[id][]=1`, `filter[id][0]=1`, `filter[id]=1`.

/// A range filter: both ends are inclusive, either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The smallest value that matches.
    pub from: i64,
    /// The largest value that matches.
    pub to: i64,
}

impl Range {
    /// Does the value lie inside? A missing value never does.
    pub fn holds(&self, value: Option<i64>) -> bool {
        value.is_some_and(|value| self.from <= value && value <= self.to)
    }
}

/// The decoded pairs of a query string, in their order.
#[derive(Debug, Clone, Default)]
pub struct Query {
    pairs: Vec<(String, String)>,
    paths: Vec<Vec<String>>,
}

impl Query {
    /// Decodes a raw query string; brackets may come raw or percent-encoded.
    pub fn parse(raw: &str) -> Self {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(raw.as_bytes())
            .into_owned()
            .collect();
        let paths = pairs.iter().map(|(key, _)| split(key)).collect();
        Self { pairs, paths }
    }

    fn entries(&self) -> impl Iterator<Item = (&[String], &str)> {
        self.paths
            .iter()
            .map(Vec::as_slice)
            .zip(self.pairs.iter().map(|(_, value)| value.as_str()))
    }

    /// The last value under exactly this path, as PHP would keep it.
    pub fn text(&self, path: &[&str]) -> Option<&str> {
        self.entries()
            .filter(|(keys, _)| *keys == path)
            .map(|(_, value)| value)
            .last()
    }

    /// The integer under exactly this path.
    pub fn int(&self, path: &[&str]) -> Option<i64> {
        self.text(path)?.trim().parse().ok()
    }

    /// Values of a filter in any of its forms: scalar, `[]` or `[n]`.
    pub fn list(&self, path: &[&str]) -> Vec<&str> {
        let is_item = |key: &String| key.is_empty() || key.parse::<usize>().is_ok();
        self.entries()
            .filter(|(keys, _)| keys.len() <= path.len() + 1 && starts_with(keys, path))
            .filter(|(keys, _)| keys.get(path.len()).is_none_or(is_item))
            .map(|(_, value)| value)
            .collect()
    }

    /// Like `list`, for integers. `None` when the filter is not given at all.
    pub fn ints(&self, path: &[&str]) -> Option<Vec<i64>> {
        let texts = self.list(path);
        let numbers = texts.iter().flat_map(|text| text.split(','));
        (!texts.is_empty()).then(|| numbers.filter_map(|n| n.trim().parse().ok()).collect())
    }

    /// A range given by `[from]` and `[to]`.
    pub fn range(&self, path: &[&str]) -> Option<Range> {
        let end = |name| self.int(&[path, &[name]].concat());
        let (from, to) = (end("from"), end("to"));
        (from.is_some() || to.is_some()).then(|| Range {
            from: from.unwrap_or(i64::MIN),
            to: to.unwrap_or(i64::MAX),
        })
    }

    /// The keys found directly under a path, each once, in order.
    pub fn keys(&self, path: &[&str]) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for (entry, _) in self.entries().filter(|(keys, _)| starts_with(keys, path)) {
            if let Some(key) = entry
                .get(path.len())
                .filter(|key| !keys.contains(&key.as_str()))
            {
                keys.push(key);
            }
        }
        keys
    }

    /// Was this extra asked for by `with=a,b`?
    pub fn with(&self, name: &str) -> bool {
        let given = self.list(&["with"]);
        given
            .iter()
            .flat_map(|list| list.split(','))
            .any(|part| part.trim() == name)
    }

    /// The query of a link to another page of the same list.
    pub fn page_query(&self, page: usize, limit: usize) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        let kept = self
            .pairs
            .iter()
            .filter(|(key, _)| key != "page" && key != "limit");
        form.extend_pairs(kept);
        form.append_pair("limit", &limit.to_string())
            .append_pair("page", &page.to_string());
        form.finish()
    }
}

fn starts_with(keys: &[String], path: &[&str]) -> bool {
    keys.len() >= path.len() && keys.iter().zip(path).all(|(key, part)| key == part)
}

/// `filter[id][0]` becomes `filter`, `id`, `0`.
fn split(key: &str) -> Vec<String> {
    let (head, rest) = key.split_once('[').unwrap_or((key, ""));
    let mut path = vec![head.to_owned()];
    if !rest.is_empty() {
        let rest = rest.strip_suffix(']').unwrap_or(rest);
        path.extend(rest.split("][").map(str::to_owned));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_multiple_filter_is_read() {
        for raw in ["filter[id]=7", "filter[id][]=7", "filter%5Bid%5D%5B0%5D=7"] {
            assert_eq!(
                Query::parse(raw).ints(&["filter", "id"]),
                Some(vec![7]),
                "{raw}"
            );
        }
        assert_eq!(Query::parse("filter[name]=7").ints(&["filter", "id"]), None);
    }

    #[test]
    fn a_range_is_not_taken_for_a_list() {
        let query = Query::parse("filter[price][from]=5&filter[price][to]=9");
        assert!(query.list(&["filter", "price"]).is_empty());
        let range = query.range(&["filter", "price"]);
        assert_eq!(range, Some(Range { from: 5, to: 9 }));
    }

    #[test]
    fn a_page_link_keeps_the_other_parameters() {
        let query = Query::parse("page=1&filter[id][]=3&limit=2");
        assert_eq!(
            query.page_query(2, 2),
            "filter%5Bid%5D%5B%5D=3&limit=2&page=2"
        );
    }
}
