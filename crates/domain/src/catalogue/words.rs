//! The closed lists of the catalogue.

crate::words! {
    /// Class 级别 of a series.
    pub enum BodyClass {
        MicroCar => "microCar",
        SmallCar => "smallCar",
        CompactCar => "compactCar",
        MidSizeCar => "midSizeCar",
        UpperMidCar => "upperMidCar",
        LargeCar => "largeCar",
        SmallSuv => "smallSuv",
        CompactSuv => "compactSuv",
        MidSizeSuv => "midSizeSuv",
        UpperMidSuv => "upperMidSuv",
        LargeSuv => "largeSuv",
        Mpv => "mpv",
        MicroVan => "microVan",
        SportsCar => "sportsCar",
        Pickup => "pickup",
    }
}

crate::words! {
    /// What a car runs on.
    pub enum EnergyType {
        Petrol => "petrol",
        Diesel => "diesel",
        Hybrid => "hybrid",
        PluginHybrid => "pluginHybrid",
        RangeExtended => "rangeExtended",
        Electric => "electric",
        FuelCell => "fuelCell",
    }
}

crate::words! {
    pub enum Transmission {
        Manual => "mt",
        Automatic => "at",
        ContinuouslyVariable => "cvt",
        DoubleClutch => "dct",
        HybridVariable => "ecvt",
        SingleSpeed => "single",
    }
}

crate::words! {
    pub enum Drivetrain {
        FrontWheels => "fwd",
        RearWheels => "rwd",
        AllWheels => "awd",
    }
}

crate::words! {
    /// The groups of the configuration sheet after the technical ones.
    pub enum EquipmentGroup {
        Safety => "safety",
        Assistance => "assistance",
        Comfort => "comfort",
        Infotainment => "infotainment",
        Exterior => "exterior",
        Seats => "seats",
        Lighting => "lighting",
    }
}

crate::words! {
    /// A version no longer sold keeps its row, so that old orders still find it.
    pub enum ModelSale {
        OnSale => "onSale",
        Ended => "ended",
    }
}

crate::words! {
    pub enum IllustrativeMark {
        /// Training data 训练数据: plausible, and nobody's offer.
        Illustrative => "illustrative",
        /// From the maker.
        FromMaker => "fromMaker",
    }
}
