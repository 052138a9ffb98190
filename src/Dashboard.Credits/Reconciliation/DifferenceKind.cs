namespace Dashboard.Credits.Reconciliation;

/// <summary>Why a report and the usage differ.</summary>
public enum DifferenceKind
{
    /// <summary>Usage that happened after the instant as of which the report is, or a day that the report does not have yet.</summary>
    Late = 1,

    /// <summary>The same tokens at another price.</summary>
    Price = 2,

    /// <summary>Usage or report that names no seat.</summary>
    Unclassified = 3,

    /// <summary>The report knows of usage that no source brought.</summary>
    MissingSource = 4,

    /// <summary>Usage that the report does not know although it is of a later instant.</summary>
    NotInReport = 5,

    /// <summary>Usage without a price here: it has no amount.</summary>
    Unpriced = 6,

    /// <summary>Nothing that is known tells why: the report names no tokens.</summary>
    Unexplained = 7,
}
