namespace Dashboard.Credits.Projection;

/// <summary>Days from <paramref name="From"/> (included) to <paramref name="Until"/> (excluded).</summary>
public readonly record struct DayRange(DateOnly From, DateOnly Until)
{
    /// <summary>Whether the day lies in the range.</summary>
    public bool Contains(DateOnly day) => day >= From && day < Until;
}
