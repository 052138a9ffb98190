namespace Dashboard.Credits.Programmes;

/// <summary>What the vendor says follows when the credit is used up. Information for pages. The numbers are stored; never renumber.</summary>
public enum AfterExhaustion
{
    /// <summary>Usage credits at API rates where the person has them on; else requests stop until the next cycle.</summary>
    UsageCreditsOrStop = 0,

    /// <summary>Purchased Console credit, auto-reload or invoice where there is one; else requests stop until the next grant.</summary>
    ConsoleCreditOrStop = 1,

    /// <summary>The organisation decides by its own overage toggle.</summary>
    OwnDecision = 2,
}
