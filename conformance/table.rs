//! The table client x operation x result.

use std::collections::BTreeMap;
use std::fmt;

use flatfile_jobs::api::{OPERATIONS, OperationId};

/// What became of one operation of one client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many cases were carried out, as they should be.
    pub done: usize,
    /// How many cases were refused, as they should be.
    pub refused: usize,
    /// What is not as it should be.
    pub failures: Vec<String>,
    /// Why nothing had to be shown.
    pub unused: Option<&'static str>,
    /// More to say, such as how many differences have a reason.
    pub note: String,
}

impl Cell {
    fn is_whole(&self) -> bool {
        self.failures.is_empty() && (self.unused.is_some() || self.done > 0)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match (self.failures.len(), self.unused, self.done) {
            (0, Some(_), _) => "-".to_owned(),
            (0, None, 0) => "MISSING".to_owned(),
            (0, None, done) if self.refused == 0 => format!("{done}{}", self.note),
            (0, None, done) => format!("{done}+{}{}", self.refused, self.note),
            (failures, ..) => format!("{failures} FAILED"),
        };
        f.pad(&text)
    }
}

/// One client's column.
#[derive(Debug)]
pub struct Column {
    name: &'static str,
    cells: BTreeMap<&'static str, Cell>,
    /// What is wrong with the part as a whole.
    failures: Vec<String>,
}

impl Column {
    pub fn new(name: &'static str) -> Self {
        Self { name, cells: BTreeMap::new(), failures: Vec::new() }
    }

    pub fn cell(&mut self, operation: OperationId) -> &mut Cell {
        self.cells.entry(operation.operation().name).or_default()
    }

    /// Something that belongs to no operation.
    pub fn fail(&mut self, what: impl fmt::Display) {
        self.failures.push(what.to_string());
    }

    /// Every operation has to show a case that was refused.
    pub fn demand_refusals(&mut self) {
        for operation in OPERATIONS {
            let cell = self.cell(operation.id);
            if cell.refused == 0 && cell.unused.is_none() {
                cell.failures.push("no case of an error".to_owned());
            }
        }
    }

    fn failures(&self) -> Vec<String> {
        let mut all = self.failures.clone();
        for operation in OPERATIONS {
            let name = operation.name;
            match self.cells.get(name) {
                Some(cell) if cell.is_whole() => {}
                Some(cell) if !cell.failures.is_empty() => {
                    all.extend(cell.failures.iter().map(|what| format!("{name}: {what}")));
                }
                _ => all.push(format!("{name}: nothing was shown")),
            }
        }
        all
    }
}

/// Prints the columns, and what is wrong; says whether nothing is.
pub fn print(columns: &[Column]) -> bool {
    println!("\n{:18}{}", "", row(columns, |column| column.name.to_owned()));
    for operation in OPERATIONS {
        let cells = row(columns, |column| {
            column.cells.get(operation.name).cloned().unwrap_or_default().to_string()
        });
        println!("{:18}{cells}", operation.name);
    }
    println!("\nn+m: n cases carried out and m refused, each as it has to be");
    println!("n ~k: n calls, with k differences that stand with their reasons");
    let mut unused: Vec<_> = columns
        .iter()
        .flat_map(|column| {
            column.cells.values().filter_map(|cell| Some((column.name, cell.unused?)))
        })
        .collect();
    unused.dedup();
    for (name, reason) in unused {
        println!("-: {name}: {reason}");
    }
    let mut whole = true;
    for column in columns {
        for failure in column.failures() {
            whole = false;
            println!("FAILED {}: {failure}", column.name);
        }
    }
    whole
}

fn row(columns: &[Column], text: impl Fn(&Column) -> String) -> String {
    columns.iter().map(|column| format!("{:>16}", text(column))).collect()
}
