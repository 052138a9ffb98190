using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Vendor;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Security;
using Dashboard.Web.Vendor;
using Reports = Dashboard.Credits.Vendor.VendorReports;

namespace Dashboard.Web.Features.VendorReports;

/// <summary>Whether the known requests or a report of the vendor post for seats.</summary>
public sealed class MoneyDesk(VendorConnections connections, Database database, Decider decider, TimeProvider time)
{
    private const string Kind = "vendor";

    /// <summary>Seats with a decision, and what may be chosen.</summary>
    /// <exception cref="NotAllowedException">The caller may not manage sources.</exception>
    public async Task<MoneyView> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageSources);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var lines = await connections.ListAsync(cancellationToken);
        var names = lines.ToDictionary(l => l.Id, l => l.Name);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var today = organisation.DayOf(now);
        var kept = (await database.VendorReport.KeptAsync(today.AddDays(1 - VendorReportsDesk.ShownDays), today, cancellationToken)).ToDictionary(k => k.SeatId, k => k.Cost);
        var seesFigures = caller.Access.Can(Right.SeeFigures);
        return new MoneyView(
            [.. organisation.MoneySources.Where(m => organisation.Seats.ContainsKey(m.Key)).Select(m => new MoneyLine(
                organisation.Seats[m.Key].Email,
                [.. m.Value.Changes.Select(c => (Reports.DayOf(c.FromMs), c.Value is { } money ? Words(names, money) : "known requests"))],
                seesFigures ? kept.GetValueOrDefault(m.Key) : null)).OrderBy(l => l.Email, StringComparer.Ordinal)],
            [.. lines.SelectMany(l => VendorWords.Of(l.Kind).Where(r => l.Reads.HasFlag(r) && VendorWords.ReportOf(r) is { } report && Reports.HasCost(report))
                .Select(r => new MoneyChoice(Value(l.Id, VendorWords.ReportOf(r)!.Value), $"{VendorWords.Name(r)}, {l.Name}", SourceOf(organisation, l.Name) is not null)))],
            Reports.DayOf(now),
            [.. organisation.Seats.Values.Where(s => s.IsActiveOn(today)).Select(s => s.Team.At(now)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Decides, or with <paramref name="preview"/> tells what would change.</summary>
    /// <exception cref="NotAllowedException">The caller may not decide settings.</exception>
    public async Task<MoneyOutcome> DecideAsync(MoneyDraft draft, bool preview, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.DecideSettings);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var (seats, problem) = SeatsOf(organisation, draft, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (problem is not null)
        {
            return Refused(problem);
        }

        if (draft.Reason.Trim().Length == 0)
        {
            return Refused("Enter the reason: it stands beside the decision for good.");
        }

        var decisions = new List<NewDecision>();
        var body = new MoneySourceSet(0, MoneySource.Requests);
        if (draft.Choice.Length > 0)
        {
            if (draft.Choice.Split(':') is not [var id, var number] || !int.TryParse(id, CultureInfo.InvariantCulture, out var connection) || !int.TryParse(number, CultureInfo.InvariantCulture, out var report)
                || (await connections.ListAsync(cancellationToken)).FirstOrDefault(c => c.Id == connection) is not { } line)
            {
                return Refused("This connection is gone.");
            }

            var source = SourceOf(organisation, line.Name);
            if (source is null)
            {
                decisions.Add(new NewDecision(new SourceCreated(-1, Name(line.Name), Kind), NewDecision.WhenBooked, draft.Reason));
                decisions.Add(new NewDecision(new SourcePoolSet(-1, draft.Pool), 0, draft.Reason));
            }

            body = new MoneySourceSet(0, MoneySource.VendorReport, connection, (VendorReportKind)report, source ?? -1);
        }

        decisions.AddRange(seats.Select(s => new NewDecision(body with { SeatId = s.Id }, Reports.StartOf(draft.From), draft.Reason)));
        return await decider.DecideAsync(caller, decisions, preview, cancellationToken) switch
        {
            AppendResult.Appended appended => new MoneyOutcome(null, appended.Moves.Moves.Sum(m => (long)m.Events), appended.Moves.Moves.Sum(m => m.CostBefore), appended.Moves.Moves.Sum(m => m.CostAfter), [.. seats.Select(s => s.Email)]),
            AppendResult.Refused refused => Refused(refused.Refusals[0].Message),
            _ => Refused("It could not be decided."),
        };
    }

    /// <summary>Every seat that is named, each once, by e-mail: all of them, or what stands against it.</summary>
    private static (IReadOnlyList<Seat> Seats, string? Problem) SeatsOf(Organisation organisation, MoneyDraft draft, long nowMs)
    {
        var named = draft.Email.Split([',', ';', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unknown = named.Where(e => organisation.SeatOf(e) is null).ToList();
        if (unknown.Count > 0)
        {
            return ([], named.Length == 1 ? "There is no seat with this e-mail." : $"There is no seat with the e-mail {unknown[0]}{(unknown.Count > 1 ? $", nor with {unknown.Count - 1} more of these" : "")}.");
        }

        var today = organisation.DayOf(nowMs);
        var ofTeam = draft.Team.Length == 0 ? [] : organisation.Seats.Values.Where(s => s.IsActiveOn(today) && s.Team.At(nowMs) == draft.Team);
        var seats = named.Select(e => organisation.SeatOf(e)!).Concat(ofTeam).DistinctBy(s => s.Id).OrderBy(s => s.Email, StringComparer.Ordinal).ToList();
        return seats.Count > 0 ? (seats, null) : ([], draft.Team.Length > 0 ? "The team has no seat." : "There is no seat with this e-mail.");
    }

    private static MoneyOutcome Refused(string problem) => new(problem, 0, default, default, []);

    private static string Name(string connection) => "Vendor: " + connection;

    private static int? SourceOf(Organisation organisation, string connection) => organisation.Sources.Values.FirstOrDefault(s => s.Kind == Kind && s.Name == Name(connection))?.Id;

    private static string Value(int connection, VendorReportKind report) => string.Create(CultureInfo.InvariantCulture, $"{connection}:{(int)report}");

    private static string Words(Dictionary<int, string> names, VendorMoney money) => $"{VendorWords.Name((VendorReads)(1 << (int)money.Report))}, {names.GetValueOrDefault(money.ConnectionId, "a connection that is gone")}";
}
