//! CBOR written as one likes, so that what no encoder of ours writes can be read too.

/// An item, in its shortest form unless it is [`Item::Raw`].
#[derive(Clone, Debug)]
pub(super) enum Item {
    Whole(i64),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Item>),
    Map(Vec<(Item, Item)>),
    /// Bytes as they are.
    Raw(Vec<u8>),
}

impl Item {
    pub(super) fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Whole(value) if *value < 0 => head(1, (-1 - value).unsigned_abs(), to),
            Self::Whole(value) => head(0, value.unsigned_abs(), to),
            Self::Bytes(bytes) => {
                head(2, bytes.len() as u64, to);
                to.extend(bytes);
            }
            Self::Text(text) => {
                head(3, text.len() as u64, to);
                to.extend(text.bytes());
            }
            Self::List(items) => {
                head(4, items.len() as u64, to);
                items.iter().for_each(|item| item.write(to));
            }
            Self::Map(pairs) => {
                head(5, pairs.len() as u64, to);
                for (key, value) in pairs {
                    key.write(to);
                    value.write(to);
                }
            }
            Self::Raw(bytes) => to.extend(bytes),
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(&mut bytes);
        bytes
    }
}

pub(super) fn whole(value: i64) -> Item {
    Item::Whole(value)
}

pub(super) fn bytes(bytes: impl Into<Vec<u8>>) -> Item {
    Item::Bytes(bytes.into())
}

pub(super) fn text(text: &str) -> Item {
    Item::Text(text.to_owned())
}

pub(super) fn list(items: impl IntoIterator<Item = Item>) -> Item {
    Item::List(items.into_iter().collect())
}

pub(super) fn wholes(values: &[i64]) -> Item {
    list(values.iter().map(|value| whole(*value)))
}

pub(super) fn raw(bytes: impl Into<Vec<u8>>) -> Item {
    Item::Raw(bytes.into())
}

fn head(major: u8, value: u64, to: &mut Vec<u8>) {
    let major = major << 5;
    let wide = value.to_be_bytes();
    match value {
        0..=23 => to.push(major | wide[7]),
        24..=0xff => to.extend([major | 24, wide[7]]),
        0x100..=0xffff => {
            to.push(major | 25);
            to.extend(&wide[6..]);
        }
        0x1_0000..=0xffff_ffff => {
            to.push(major | 26);
            to.extend(&wide[4..]);
        }
        _ => {
            to.push(major | 27);
            to.extend(wide);
        }
    }
}
