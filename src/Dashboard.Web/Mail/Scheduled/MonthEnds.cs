using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Features.Ledger;
using Dashboard.Web.Security;

namespace Dashboard.Web.Mail.Scheduled;

/// <summary>Writes the summary of a month that ended: the page of the ledger by team, read with the reader's own rights.</summary>
internal sealed class MonthEnds(LedgerDesk ledger)
{
    /// <summary>Who gets it: finance; the owners while nobody has that role.</summary>
    public static IReadOnlyList<string> ReadersIn(Organisation organisation)
    {
        var finance = With(Role.Finance);
        return finance.Count > 0 ? finance : With(Role.Owner);

        List<string> With(Role role) => [.. organisation.Roles.Where(p => p.Value.Any(g => g.Role == role)).Select(p => p.Key).Order(StringComparer.Ordinal)];
    }

    /// <summary>The summary; null when the ledger has nothing for the month.</summary>
    public async Task<MonthEndLetter?> OfAsync(string person, Organisation organisation, DateOnly month, CancellationToken cancellationToken)
    {
        var caller = new Caller(new Actor(person), new Access(person, organisation.RolesOf(person)));
        var view = await ledger.ReadAsync(month, LedgerGrouping.Team, caller, cancellationToken);
        return view is null || view.Month.Month != month ? null : new MonthEndLetter
        {
            Organisation = organisation.Name,
            AtMs = view.Now.ToUnixTimeMilliseconds(),
            Zone = organisation.Rules.Zone.At(view.Now.ToUnixTimeMilliseconds()),
            Month = month,
            CyclesEnd = view.Month.End,
            State = view.Month.Word,
            Programme = view.Programme,
            Total = Line(view.Total),
            ShadowOverage = view.Shadow.Overage,
            Lines = [.. view.Lines.Select(Line)],
            Unassigned = view.Unposted.Unassigned,
            Unknown = view.Unposted.Unknown,
            UnpricedEvents = view.Unposted.UnpricedEvents,
        };
    }

    /// <summary>In whole cents that add up, as the page shows them.</summary>
    private static MonthEndLine Line(LedgerLine line) => new()
    {
        Name = line.Name,
        Seats = line.Seats,
        Granted = line.Cents.Granted,
        Consumed = line.Cents.Consumed,
        Expired = line.Cents.Expired,
        Voided = line.Cents.Voided,
        Available = line.CentsAvailable,
        Overage = line.Cents.Overage,
        Payable = line.CentsPayable,
        Uncovered = line.Cents.Uncovered,
    };
}
