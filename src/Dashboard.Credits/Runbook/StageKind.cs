namespace Dashboard.Credits.Runbook;

/// <summary>What a stage watches. The numbers are stored; never renumber.</summary>
public enum StageKind
{
    /// <summary>Consumed has reached a percentage of the allocation.</summary>
    Percent = 1,

    /// <summary>Nothing is left of an allocation above zero.</summary>
    Exhausted = 2,

    /// <summary>The projection says that the credit will probably run out in this cycle.</summary>
    ProjectedToExhaust = 3,

    /// <summary>What a seat used of the shared account has reached a percentage of its share: an internal budget, no right. Law, section 3.</summary>
    Share = 4,
}
