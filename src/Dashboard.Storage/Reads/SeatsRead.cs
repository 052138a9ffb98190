using System.Globalization;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>The grid of seats.</summary>
public static class SeatsRead
{
    /// <summary>The most rows of one page.</summary>
    public const int MostRows = 10_000;

    /// <summary>The order of urgency as SQL; the index <c>ix_seat_now_urgency</c> holds it letter by letter.</summary>
    public const string Urgency =
        "state, CASE WHEN state = 3 THEN COALESCE(exhaust_day, 2147483647) ELSE 0 END, CASE WHEN state = 4 THEN -COALESCE(exhaust_probability, 0) ELSE 0 END, used_share DESC, seat_id";

    /// <summary>One page by sort, filter and search.</summary>
    public static async Task<SeatsPage> PageAsync(Database database, SeatsQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var (where, parameters) = Where(query);
        var total = await sql.FirstAsync($"SELECT COUNT(*) FROM seat_now{where}", r => r.GetInt64(0), parameters);

        // Ten thousand whole rows are slow to sort; their ids are not.
        var page = $"SELECT seat_id FROM seat_now{where} ORDER BY {Order(query)} LIMIT @limit OFFSET @offset";
        var items = await sql.QueryAsync(
            $"SELECT {SeatLine.Columns} FROM seat_now WHERE seat_id IN ({page}) ORDER BY {Order(query)}",
            SeatLine.Read,
            [.. parameters, ("@limit", Math.Clamp(query.Limit, 0, MostRows)), ("@offset", Math.Max(0, query.Offset))]);
        return new SeatsPage(items, total);
    }

    /// <summary>Sums over all rows of the query; its page is not asked.</summary>
    public static async Task<SeatTotals> TotalsAsync(Database database, SeatsQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var (where, parameters) = Where(query);
        var sums = string.Join(", ", ((string[])["consumed", "allocated", "overage", "uncovered"]).Select(c => $"CAST(COALESCE(SUM({c}), 0) AS BIGINT)"));
        return (await sql.FirstAsync(
            $"SELECT COUNT(*), {sums}, MIN(cycle_start), MAX(cycle_start), MAX(cycle_end), MAX(last_event_ms), MIN(as_of_ms) FROM seat_now{where}",
            r => new SeatTotals(
                r.GetInt64(0), new(r.GetInt64(1)), new(r.GetInt64(2)), new(r.GetInt64(3)), new(r.GetInt64(4)), Day(r, 5), Day(r, 6), Day(r, 7),
                r.IsDBNull(8) || r.GetInt64(8) == 0 ? null : r.GetInt64(8), r.IsDBNull(9) ? null : r.GetInt64(9)),
            parameters))!;

        static DateOnly? Day(System.Data.Common.DbDataReader r, int column) => r.IsDBNull(column) ? null : StoredDay.ToDay(r.GetInt32(column));
    }

    /// <summary>Counts for saved views and filters.</summary>
    /// <param name="database">The database.</param>
    /// <param name="within">What the reader may see; null: everything.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<SeatCounts> CountsAsync(Database database, SeatsWithin? within = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var (where, parameters) = Where(new SeatsQuery { Within = within, WithInactive = true });
        var rows = await sql.QueryAsync(
            "SELECT active, state, team, plan, overage_on, COUNT(*) FROM seat_now" + where + " GROUP BY active, state, team, plan, overage_on",
            r => (Active: r.GetBoolean(0), State: (SeatState)r.GetInt32(1), Team: r.GetString(2), Plan: r.GetString(3), Overage: r.GetBoolean(4), Seats: r.GetInt64(5)),
            parameters);
        var (goesOn, goesOnParameters) = Where(new SeatsQuery { Within = within, UsageGoesOn = true });
        var contradicted = await sql.FirstAsync($"SELECT COUNT(*) FROM seat_now{goesOn}", r => r.GetInt64(0), goesOnParameters);
        var active = rows.Where(r => r.Active).ToList();
        return new SeatCounts(
            active.Sum(r => r.Seats),
            rows.Where(r => !r.Active).Sum(r => r.Seats),
            active.GroupBy(r => r.State).ToDictionary(g => g.Key, g => g.Sum(r => r.Seats)),
            [.. active.GroupBy(r => r.Team).OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase).Select(g => (g.Key, g.Sum(r => r.Seats)))],
            [.. active.GroupBy(r => r.Plan).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(r => r.Seats)))],
            active.Where(r => r.Overage).Sum(r => r.Seats),
            contradicted);
    }

    private static (string Where, (string, object?)[] Parameters) Where(SeatsQuery query)
    {
        var parts = new List<string>();
        var parameters = new List<(string, object?)>();
        if (query.Within is { } within)
        {
            var teams = within.Teams.Select((team, i) => (Name: $"@mine{i}", (object?)team)).ToList();
            parts.Add($"(email = @own{(teams.Count == 0 ? "" : $" OR team IN ({string.Join(", ", teams.Select(t => t.Name))})")})");
            parameters.AddRange([.. teams, ("@own", within.Email ?? "")]);
        }

        Add(query.WithInactive ? null : true, query.WithEnded ? "(active = @active OR used > 0 OR allocated > 0)" : "active = @active", "@active");
        Add(query.Team, "team = @team", "@team");
        Add(query.CostCentre, "cost_centre = @centre", "@centre");
        Add(query.Plan, "plan = @plan", "@plan");
        Add(query.AfterEmail, "email > @after", "@after");
        Add(query.OverageIsOn, "overage_on = @overage", "@overage");
        Add(string.IsNullOrWhiteSpace(query.Text) ? null : $"%{Escape(query.Text.Trim().ToLowerInvariant())}%", "search_text LIKE @text ESCAPE '!'", "@text");
        if (query.UsageGoesOn)
        {
            parts.Add(SeatLine.Contradiction);
        }

        if (query.States.Count > 0)
        {
            parts.Add($"state IN ({string.Join(", ", query.States.Select(s => ((int)s).ToString(CultureInfo.InvariantCulture)))})");
        }

        return (parts.Count == 0 ? "" : " WHERE " + string.Join(" AND ", parts), [.. parameters]);

        void Add(object? value, string condition, string name)
        {
            if (value is not null)
            {
                parts.Add(condition);
                parameters.Add((name, value));
            }
        }
    }

    private static string Escape(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private static string Order(SeatsQuery query)
    {
        var way = query.Descending ? " DESC" : "";
        return query.Sort switch
        {
            SeatSort.Urgency => Urgency,
            SeatSort.Name => $"LOWER(name){way}, seat_id",
            SeatSort.Email => $"email{way}, seat_id",
            SeatSort.Team => $"LOWER(team){way}, seat_id",
            SeatSort.Plan => $"plan{way}, seat_id",
            SeatSort.Used => $"used{way}, seat_id",
            SeatSort.UsedShare => $"used_share{way}, seat_id",
            SeatSort.Available => $"available{way}, seat_id",
            SeatSort.Overage => $"overage{way}, seat_id",
            SeatSort.Projected => $"projected{way}, seat_id",
            SeatSort.ExhaustionDate => $"CASE WHEN exhaust_day IS NULL THEN 1 ELSE 0 END, exhaust_day{way}, seat_id",
            SeatSort.ExhaustProbability => $"CASE WHEN exhaust_probability IS NULL THEN 1 ELSE 0 END, exhaust_probability{way}, seat_id",
        };
    }
}
