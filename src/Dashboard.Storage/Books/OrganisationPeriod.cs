namespace Dashboard.Storage.Books;

/// <summary>Which days the organisation's own page is about. Seats have their own anchors; the numbers are stored, never renumber.</summary>
public enum OrganisationPeriod
{
    /// <summary>All active seats share one running cycle.</summary>
    SharedCycle = 0,

    /// <summary>The running cycle of more than half of the active seats.</summary>
    MajorityCycle = 1,

    /// <summary>The calendar month in the organisation's zone: no cycle has a majority, or there is no active seat.</summary>
    CalendarMonth = 2,
}
