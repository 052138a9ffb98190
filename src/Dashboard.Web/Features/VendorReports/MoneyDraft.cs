using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>The form that says where the money of seats comes from.</summary>
public sealed class MoneyDraft
{
    /// <summary>E-mails of the seats, on lines of their own or with commas between.</summary>
    public string Email { get; set; } = "";

    /// <summary>A team, whose seats of today are meant too; empty for none.</summary>
    public string Team { get; set; } = "";

    /// <summary>Empty for the known requests; else the <see cref="MoneyChoice.Value"/> of a report.</summary>
    public string Choice { get; set; } = "";

    /// <summary>What rows of the report count as, where that was not said before.</summary>
    public Pool Pool { get; set; } = Pool.Programmatic;

    /// <summary>The first UTC day.</summary>
    public DateOnly From { get; set; }

    /// <summary>Why.</summary>
    public string Reason { get; set; } = "";
}
