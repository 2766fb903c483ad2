//! The CSV form of a table (RFC 4180).

use cases::Name;

use crate::{Figure, PublishedTable};

/// The columns, which never change their order.
const HEADER: &str = "month,dimension,code,name_fa,name_azb,name_en,count,status,lower,upper\r\n";

/// What the row of totals is called.
const TOTAL_NAMES: [&str; 3] = ["جمع", "جمعی", "Total"];

pub(crate) fn write(table: &PublishedTable) -> String {
    let mut text = HEADER.to_owned();
    for row in table.rows() {
        let Name { fa, azb, en } = &row.name;
        push_line(&mut text, table, row.code.as_str(), [fa, azb, en], row.figure);
    }
    push_line(&mut text, table, PublishedTable::TOTAL, TOTAL_NAMES, table.total());
    text
}

fn push_line(
    text: &mut String,
    table: &PublishedTable,
    code: &str,
    names: [&str; 3],
    figure: Figure,
) {
    // Neither months, dimensions and codes nor numbers have a character that needs quoting.
    text.push_str(&format!("{},{},{code}", table.month(), table.dimension()));
    for name in names {
        text.push(',');
        push_field(text, name);
    }
    match figure {
        Figure::Published(count) => text.push_str(&format!(",{count},,,")),
        Figure::Withheld { lower, upper } => {
            let upper = upper.map(|upper| upper.to_string()).unwrap_or_default();
            text.push_str(&format!(",,{},{lower},{upper}", Figure::WITHHELD));
        }
    }
    text.push_str("\r\n");
}

/// A field of text: quoted only where the format asks for it. Names never start a formula and
/// have no line breaks: a table refuses them.
fn push_field(text: &mut String, field: &str) {
    if field.contains([',', '"']) {
        text.push('"');
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(field);
    }
}
