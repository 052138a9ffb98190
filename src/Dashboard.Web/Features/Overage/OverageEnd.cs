namespace Dashboard.Web.Features.Overage;

/// <summary>When overage ends by itself.</summary>
public enum OverageEnd
{
    /// <summary>With each seat's running cycle.</summary>
    Cycle,

    /// <summary>With the first instant of a day.</summary>
    Day,

    /// <summary>Not by itself.</summary>
    Open,
}
