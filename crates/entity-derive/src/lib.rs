//! `#[derive(Entity)]`: an entity is declared once, as a struct. From it come the constant table
//! description (name, columns, types, indexes, rights, personal-data kinds) and the two conversions
//! between the struct and a row. Upsert, shadow, mask, export and erasure are ordinary code over that.
//!
//! ```text
//! #[derive(Entity)]
//! #[entity(table = "vehicle", index(vin), index(state, arrived_on))]
//! pub struct Vehicle {
//!     pub id: VehicleId,
//!     #[column(personal = Vin)]
//!     pub vin: Vin,
//! }
//! ```
//! The first field is the key and is called `id`. `right = SeeCost` on the entity says that the whole
//! row is shown only to people who have this right. Each index also gives a constant, `BY_STATE_ARRIVED_ON`.

use proc_macro::TokenStream;
use proc_macro2::{Span, TokenStream as Tokens};
use quote::{format_ident, quote};
use syn::{
    Attribute, Data, DeriveInput, Error, Fields, Ident, LitStr, Result, parenthesized,
    parse_macro_input, punctuated::Punctuated,
};

#[proc_macro_derive(Entity, attributes(entity, column))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

#[derive(Default)]
struct EntityOptions {
    table: Option<String>,
    right: Option<Ident>,
    indexes: Vec<Vec<Ident>>,
}

fn entity_options(attributes: &[Attribute]) -> Result<EntityOptions> {
    let mut options = EntityOptions::default();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("entity")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("table") {
                options.table = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if meta.path.is_ident("right") {
                options.right = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("index") {
                let columns;
                parenthesized!(columns in meta.input);
                let columns: Punctuated<Ident, syn::Token![,]> =
                    columns.parse_terminated(Ident::parse_any_ident, syn::Token![,])?;
                options.indexes.push(columns.into_iter().collect());
            } else {
                return Err(meta.error("expected `table`, `right` or `index(..)`"));
            }
            Ok(())
        })?;
    }
    Ok(options)
}

trait ParseAnyIdent: Sized {
    fn parse_any_ident(input: syn::parse::ParseStream) -> Result<Self>;
}

impl ParseAnyIdent for Ident {
    fn parse_any_ident(input: syn::parse::ParseStream) -> Result<Self> {
        input.parse()
    }
}

fn personal_kind(attributes: &[Attribute]) -> Result<Option<Ident>> {
    let mut personal = None;
    for attribute in attributes.iter().filter(|a| a.path().is_ident("column")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("personal") {
                personal = Some(meta.value()?.parse()?);
                Ok(())
            } else {
                Err(meta.error("expected `personal = Kind`"))
            }
        })?;
    }
    Ok(personal)
}

fn expand(input: &DeriveInput) -> Result<Tokens> {
    let name = &input.ident;
    let options = entity_options(&input.attrs)?;
    let table = options
        .table
        .ok_or_else(|| Error::new(Span::call_site(), "say #[entity(table = \"…\")]"))?;
    let Data::Struct(data) = &input.data else {
        return Err(Error::new(Span::call_site(), "an entity is a struct"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new(Span::call_site(), "an entity has named fields"));
    };

    let names: Vec<&Ident> = fields
        .named
        .iter()
        .filter_map(|f| f.ident.as_ref())
        .collect();
    if names.first().is_none_or(|first| *first != "id") {
        return Err(Error::new(
            Span::call_site(),
            "the first field is the key `id`",
        ));
    }
    let mut columns = Vec::new();
    for field in &fields.named {
        let column = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let kind = &field.ty;
        let personal = personal_kind(&field.attrs)?.map_or_else(
            || quote!(None),
            |kind| quote!(Some(crate::privacy::PersonalKind::#kind)),
        );
        columns.push(quote!(crate::entity::Column {
            name: #column,
            kind: <#kind as crate::entity::ColumnValue>::KIND,
            optional: <#kind as crate::entity::ColumnValue>::OPTIONAL,
            personal: #personal,
        }));
    }

    let mut index_constants = Vec::new();
    let mut index_paths = Vec::new();
    for index in &options.indexes {
        for column in index {
            if !names.contains(&column) {
                return Err(Error::new(column.span(), "no such field"));
            }
        }
        let words: Vec<String> = index.iter().map(ToString::to_string).collect();
        let constant = format_ident!("BY_{}", words.join("_").to_uppercase());
        let index_name = format!("{table}_by_{}", words.join("_"));
        let documentation = format!("Index on {} of `{table}`.", words.join(", "));
        index_constants.push(quote! {
            #[doc = #documentation]
            pub const #constant: &'static crate::entity::Index =
                &crate::entity::Index { name: #index_name, columns: &[#(#words),*] };
        });
        index_paths.push(quote!(#name::#constant));
    }

    let right = options.right.map_or_else(
        || quote!(None),
        |right| quote!(Some(crate::rights::Right::#right)),
    );
    let positions: Vec<usize> = (0..names.len()).collect();
    let count = names.len();

    Ok(quote! {
        impl #name {
            #(#index_constants)*
        }

        impl crate::entity::Entity for #name {
            const TABLE: &'static crate::entity::Table = &crate::entity::Table {
                name: #table,
                columns: &[#(#columns),*],
                indexes: &[#(#index_paths),*],
                right: #right,
            };

            fn key(&self) -> crate::ids::RecordId {
                self.id.into()
            }

            fn to_row(&self) -> crate::entity::Row {
                vec![#(crate::entity::ColumnValue::to_value(&self.#names)),*]
            }

            fn from_row(row: &[crate::entity::Value]) -> Result<Self, crate::entity::RowError> {
                if row.len() != #count {
                    return Err(crate::entity::RowError::width(Self::TABLE, row.len()));
                }
                Ok(Self {
                    #(#names: crate::entity::ColumnValue::from_value(&row[#positions])
                        .map_err(|error| error.in_column(Self::TABLE, #positions))?),*
                })
            }
        }
    })
}
