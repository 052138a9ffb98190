using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features;
using Dashboard.Web.Features.Claims;

namespace Dashboard.Web.Mail.Scheduled;

/// <summary>Letters about credit of some seats, from the seats' running cycles.</summary>
internal static class CreditLetters
{
    /// <summary>Credit that waits for a claim, with how it is claimed.</summary>
    public static CreditLetter Unclaimed(Organisation organisation, IEnumerable<SeatLine> seats, long nowMs, string? sentBy = null)
    {
        var programme = ProgrammeOf(organisation, nowMs);
        var steps = ClaimSteps.Of(programme.Id);
        return New(organisation, isExpiring: false, seats.Select(s => Line(s, s.Allowance)), nowMs) with
        {
            Steps = [.. steps.Steps],
            Source = steps.Source,
            VendorStatus = programme.StatusOn(organisation.DayOf(nowMs)) is { Status: not VendorStatus.Active } status ? $"{status.Text} ({Show.Day(status.Day, default)})" : null,
            SentBy = sentBy,
        };
    }

    /// <summary>Credit that is left shortly before its cycle ends.</summary>
    public static CreditLetter Expiring(Organisation organisation, IEnumerable<SeatLine> seats, long nowMs) =>
        New(organisation, isExpiring: true, seats.Select(s => Line(s, s.Available)), nowMs);

    private static CreditLetter New(Organisation organisation, bool isExpiring, IEnumerable<CreditLine> lines, long nowMs) => new()
    {
        Organisation = organisation.Name,
        AtMs = nowMs,
        Zone = organisation.Rules.Zone.At(nowMs),
        IsExpiring = isExpiring,
        Programme = ProgrammeOf(organisation, nowMs).Name,
        Shadow = false,
        Lines = [.. lines.OrderByDescending(l => l.Left.Value).ThenBy(l => l.Email, StringComparer.Ordinal)],
    };

    private static Programme ProgrammeOf(Organisation organisation, long nowMs) => organisation.Rules.ProgrammeOf(organisation.Rules.Choice.At(nowMs).ProgrammeId);

    private static CreditLine Line(SeatLine seat, Credits.Money.Nanodollars left) => new(SeatWords.Name(seat), seat.Email, seat.Team, seat.Allowance, seat.Used, left, seat.CycleEnd);
}
