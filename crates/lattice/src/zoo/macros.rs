//! The macros by which a model enters the zoo.

/// Declares the modules of the zoo, re-exports their models, and lists them.
macro_rules! catalogue {
    ($($module:ident::$model:ident),* $(,)?) => {
        $(mod $module; pub use $module::$model;)*
        static CATALOGUE: &[ZooEntry] = &[$(ZooEntry::of::<$model>()),*];
    };
}

/// Declares a model: its name on the command line (and others, `"name" | "other"`), its title and
/// source, and its parameters with their defaults, each documented.
///
/// With `toml = "…"` (the tables `[lattice]`, `[[site]]` and `[[hop]]` of a model file, in expressions
/// of the parameters) the model is complete. Without it, implement
/// `fn build(&self) -> Result<Model, LatticeError>` on the struct; `self.wrong(name, expected)` makes
/// the error of a parameter that makes no sense.
macro_rules! zoo_model {
    (
        $(#[doc = $doc:literal])*
        pub struct $model:ident($name:literal $(| $alias:literal)*, $title:literal, source = $source:literal) {
            $($(#[doc = $field_doc:literal])* $field:ident: $type:ty = $default:expr,)*
        }
        toml = $toml:expr
    ) => {
        zoo_model! {
            $(#[doc = $doc])*
            pub struct $model($name $(| $alias)*, $title, source = $source) {
                $($(#[doc = $field_doc])* $field: $type = $default,)*
            }
            description = Some(Self::description()),
        }

        impl $model {
            /// The model as a model file, parsed once.
            fn description() -> &'static Result<$crate::Description, $crate::LatticeError> {
                static PARSED: std::sync::OnceLock<
                    Result<$crate::Description, $crate::LatticeError>,
                > = std::sync::OnceLock::new();
                PARSED.get_or_init(|| $crate::zoo::entry::description::<Self>($toml))
            }

            fn build(&self) -> Result<$crate::Model, $crate::LatticeError> {
                let description = Self::description().as_ref().map_err(Clone::clone)?;
                let parameters: [(&str, f64); 0 $(+ { let _ = stringify!($field); 1 })*] = [
                    $((stringify!($field), $crate::zoo::ParameterValue::to_f64(self.$field)),)*
                ];
                description.evaluate(&parameters)
            }
        }
    };
    (
        $(#[doc = $doc:literal])*
        pub struct $model:ident($name:literal $(| $alias:literal)*, $title:literal, source = $source:literal) {
            $($(#[doc = $field_doc:literal])* $field:ident: $type:ty = $default:expr,)*
        }
    ) => {
        zoo_model! {
            $(#[doc = $doc])*
            pub struct $model($name $(| $alias)*, $title, source = $source) {
                $($(#[doc = $field_doc])* $field: $type = $default,)*
            }
            description = None,
        }
    };
    (
        $(#[doc = $doc:literal])*
        pub struct $model:ident($name:literal $(| $alias:literal)*, $title:literal, source = $source:literal) {
            $($(#[doc = $field_doc:literal])* $field:ident: $type:ty = $default:expr,)*
        }
        description = $description:expr,
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $model {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }

        impl Default for $model {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl $model {
            /// The model at these parameters.
            ///
            /// # Errors
            ///
            /// [`LatticeError`](crate::LatticeError) for parameters that are not finite or make no
            /// sense.
            pub fn model(&self) -> Result<$crate::Model, $crate::LatticeError> {
                $crate::zoo::entry::check_finite(self)?;
                self.build().map(|model| model.named($title))
            }
        }

        impl $crate::zoo::ZooModel for $model {
            const NAME: &'static str = $name;
            const ALIASES: &'static [&'static str] = &[$($alias),*];
            const TITLE: &'static str = $title;
            const SOURCE: &'static str = $source;

            fn parameters(&self) -> Vec<$crate::zoo::ParameterInfo> {
                vec![$($crate::zoo::ParameterInfo {
                    name: stringify!($field),
                    value: $crate::zoo::ParameterValue::to_f64(self.$field),
                    doc: concat!($($field_doc),*).trim_ascii(),
                },)*]
            }

            fn set(&mut self, name: &str, value: f64) -> Result<(), $crate::LatticeError> {
                $(if name == stringify!($field) {
                    self.$field = $crate::zoo::entry::converted::<Self, _>(name, value)?;
                    return Ok(());
                })*
                Err($crate::zoo::entry::unknown_parameter::<Self>(name))
            }

            fn model(&self) -> Result<$crate::Model, $crate::LatticeError> {
                $model::model(self)
            }

            fn description()
            -> Option<&'static Result<$crate::Description, $crate::LatticeError>> {
                $description
            }
        }
    };
}
