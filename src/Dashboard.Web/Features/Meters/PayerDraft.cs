using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;

namespace Dashboard.Web.Features.Meters;

/// <summary>A rule about who pays, as a form.</summary>
public sealed class PayerDraft
{
    /// <summary>One of <see cref="Payers"/>.</summary>
    public string Payer { get; set; } = Payers.LinkedConsole;

    public string Source { get; set; } = "";

    public string Entrypoint { get; set; } = "";

    public string App { get; set; } = "";

    /// <summary><c>yes</c>, <c>no</c> or empty.</summary>
    public string Email { get; set; } = "";

    public DateOnly? From { get; set; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; set; }

    /// <summary>The rules with this one first.</summary>
    public ImmutableArray<PayerRule> Before(ImmutableArray<PayerRule> rules, TimeZoneInfo zone) => rules.Insert(0, new PayerRule
    {
        Payer = Payer,
        SourceId = int.TryParse(Source, System.Globalization.CultureInfo.InvariantCulture, out var source) ? source : null,
        Entrypoint = Entrypoint.Trim() is { Length: > 0 } entrypoint ? entrypoint : null,
        App = App.Trim() is { Length: > 0 } app ? app : null,
        HasSeatEmail = Email switch { "yes" => true, "no" => false, _ => null },
        FromMs = From is { } from ? ZoneDays.FirstInstantOf(from, zone) : null,
        UntilMs = To is { } to ? ZoneDays.FirstInstantOf(to.AddDays(1), zone) : null,
    });
}
