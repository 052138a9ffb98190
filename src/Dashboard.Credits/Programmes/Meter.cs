namespace Dashboard.Credits.Programmes;

/// <summary>What pays for a run, as far as usage and the organisation's rules tell. Source: facts on the vendor's meters.</summary>
public enum Meter
{
    /// <summary>Nobody knows whether a plan or an API key pays.</summary>
    Unknown = 0,

    /// <summary>The credit of the programme that the organisation obeys.</summary>
    Credit = 1,

    /// <summary>The plan of the seat: its limits, then usage credits where they are on.</summary>
    Plan = 2,

    /// <summary>The linked Console organisation: purchased credit, auto-reload or invoice.</summary>
    LinkedConsole = 3,

    /// <summary>Another Console organisation: pay as you go.</summary>
    OtherConsole = 4,

    /// <summary>An API key; nobody said of which Console organisation.</summary>
    SomeKey = 5,
}
