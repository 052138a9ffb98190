using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Ledger;

/// <summary>Reads the monthly ledger and adds it up by seat, team or cost centre.</summary>
public sealed class LedgerDesk(Database database, TimeProvider time)
{
    private const int PageRows = 10_000;

    /// <summary>The ledger of a month (null: the newest); null when there is no cycle yet.</summary>
    public async Task<LedgerView?> ReadAsync(DateOnly? month, LedgerGrouping grouping, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.SeeFigures);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
        var months = Months(await LedgerRead.CyclesAsync(database, cancellationToken: cancellationToken), ZoneDays.DayOf(now.ToUnixTimeMilliseconds(), zone));
        if (months.Count == 0)
        {
            return null;
        }

        var shown = months.FirstOrDefault(m => m.Month == month) ?? months[0];
        var (rows, totals, shadow) = await RowsAsync(shown.Month, cancellationToken);
        var lines = Lines(rows, grouping);
        var unposted = await UnpostedRead.ReadAsync(database, shown.Month, shown.Month.AddMonths(1), cancellationToken);
        var total = Sum("Organisation", null, null, rows.Where(r => !r.Figures.IsPartOfShared)) with { Seats = rows.Where(r => r.Figures.SeatId != 0).Select(r => r.Figures.SeatId).Distinct().LongCount(), Flows = totals };
        var ties = lines.Aggregate(LedgerFlows.Zero, (sum, l) => sum + l.Flows) == totals;
        var choice = organisation.Rules.Choice.At(ZoneDays.FirstInstantOf(shown.Month, zone));
        return new LedgerView(
            months, shown, grouping, InCents(lines), InCents([total])[0], shadow, ties, unposted,
            $"{organisation.Rules.ProgrammeOf(choice.ProgrammeId).Name}, {choice.Mode.ToString().ToLowerInvariant()}", zone, now,
            (await OverviewRead.FiguresAsync(database, cancellationToken))?.NewestEventMs)
        { HasShared = rows.Any(r => r.Figures.IsPartOfShared) };
    }

    /// <summary>Every posting of the month's cycles, by e-mail, cycle and sequence; the shared account first.</summary>
    public async IAsyncEnumerable<(LedgerRow Row, PostingLine Line)> PostingsAsync(
        DateOnly month, Caller caller, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        caller.Require(Right.SeeFigures);
        caller.Require(Right.Export);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var row in (await RowsAsync(month, cancellationToken)).Rows.Where(r => !r.Figures.IsPartOfShared && r.Figures.Postings > 0)
            .OrderBy(r => r.Email, StringComparer.Ordinal).ThenBy(r => r.Figures.Start))
        {
            foreach (var line in await LedgerRead.PostingsAsync(database, row.Figures.SeatId, row.Figures.Start, now, cancellationToken))
            {
                yield return (row, line);
            }
        }
    }

    private static List<LedgerMonth> Months(IReadOnlyList<LedgerCycle> cycles, DateOnly today) => [.. cycles
        .GroupBy(c => new DateOnly(c.Start.Year, c.Start.Month, 1))
        .OrderByDescending(g => g.Key)
        .Select(g => (Month: g.Key, End: g.Max(c => c.End)))
        .Select(m => m.End > today ? new LedgerMonth(m.Month, m.End, StateKind.Open, "open")
            : m.End.AddDays(Closing.DefaultGraceDays) > today ? new LedgerMonth(m.Month, m.End, StateKind.Closing, "closing")
            : new LedgerMonth(m.Month, m.End, StateKind.Open, "past, not closed"))];

    private async Task<(List<LedgerRow> Rows, LedgerFlows Totals, LedgerFlows Shadow)> RowsAsync(DateOnly month, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        Storage.Reads.LedgerPage page;
        do
        {
            page = await LedgerRead.PageAsync(database, new LedgerQuery { Month = month, Offset = rows.Count, Limit = PageRows }, cancellationToken);
            rows.AddRange(page.Rows);
        }
        while (page.Rows.Count == PageRows);
        return (rows, page.Totals, page.Shadow);
    }

    private static List<LedgerLine> Lines(IReadOnlyList<LedgerRow> rows, LedgerGrouping grouping)
    {
        var seats = rows.Where(r => r.Figures.SeatId != 0);
        var lines = (grouping switch
        {
            LedgerGrouping.Team => seats.GroupBy(r => r.Team ?? "").Select(g => Sum(
                g.Key.Length == 0 ? "No team" : g.Key, null, $"seats?team={Uri.EscapeDataString(g.Key.Length == 0 ? "~none" : g.Key)}", g)),
            LedgerGrouping.CostCentre => seats.GroupBy(r => r.CostCentre ?? "").Select(g => Sum(
                g.Key.Length == 0 ? "No cost centre" : g.Key, null, g.Key.Length == 0 ? null : $"seats?q={Uri.EscapeDataString(g.Key)}", g)),
            LedgerGrouping.Seat => seats.GroupBy(r => r.Email).Select(g => Sum(
                g.First().Name.Length > 0 ? g.First().Name : g.Key, g.Key, $"seats/{Uri.EscapeDataString(g.Key)}", g)),
        }).OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase).ThenBy(l => l.Detail, StringComparer.Ordinal).ToList();
        var shared = rows.Where(r => r.Figures.SeatId == 0).ToList();
        if (shared.Count > 0)
        {
            // The account less the parts of its seats, in every column.
            var parts = Sum("", null, null, seats.Where(r => r.Figures.IsPartOfShared));
            var rest = Sum("Shared account, of no seat", null, null, shared);
            lines.Add(rest with { Flows = rest.Flows - parts.Flows, Payable = rest.Payable - parts.Payable, Seats = 0 });
        }

        return lines;
    }

    private static LedgerLine Sum(string name, string? detail, string? href, IEnumerable<LedgerRow> rows)
    {
        var all = rows.ToList();
        var reasons = all.Aggregate(default(UncoveredReasons), (sum, r) => new UncoveredReasons(
            sum.OverageOff + r.Figures.Reasons.OverageOff, sum.OverCap + r.Figures.Reasons.OverCap, sum.Unclaimed + r.Figures.Reasons.Unclaimed,
            sum.NotEligible + r.Figures.Reasons.NotEligible, sum.InactiveSeat + r.Figures.Reasons.InactiveSeat));
        return new LedgerLine(
            name, detail, href, all.Select(r => r.Figures.SeatId).Distinct().LongCount(), all.Aggregate(LedgerFlows.Zero, (sum, r) => sum + r.Figures.Flows),
            all.Where(r => r.Figures.Kind == CycleKind.Enforced).Aggregate(Nanodollars.Zero, (sum, r) => sum + r.Figures.Flows.Overage), reasons, all.Sum(r => r.UnpricedEvents));
    }

    private static List<LedgerLine> InCents(List<LedgerLine> lines)
    {
        var granted = Column(l => l.Flows.Granted);
        var consumed = Column(l => l.Flows.Consumed);
        var expired = Column(l => l.Flows.Expired);
        var voided = Column(l => l.Flows.Voided);
        var overage = Column(l => l.Flows.Overage);
        var uncovered = Column(l => l.Flows.Uncovered);
        var available = Column(l => l.Flows.Available);
        var payable = Column(l => l.Payable);
        return [.. lines.Select((l, i) => l with
        {
            Cents = new LedgerFlows { Granted = granted[i], Consumed = consumed[i], Expired = expired[i], Voided = voided[i], Overage = overage[i], Uncovered = uncovered[i] },
            CentsAvailable = available[i],
            CentsPayable = payable[i],
        })];

        IReadOnlyList<Nanodollars> Column(Func<LedgerLine, Nanodollars> of) => CentColumn.Round([.. lines.Select(of)]);
    }
}
