using System.Collections.Immutable;

namespace Dashboard.Storage.Writes;

/// <summary>A table of integers: the first columns are its key. Rows travel as <c>long[]</c> with <see cref="Null"/> for NULL, so nothing is boxed. In the lists below a trailing <c>*</c> marks a column of 64 bits on PostgreSQL.</summary>
internal sealed class IntTable
{
    public const long Null = long.MinValue;

    private const string Measures =
        " events* unpriced_events* input_tokens* output_tokens* cache_write_5m_tokens* cache_write_1h_tokens* cache_read_tokens* web_searches* cost_nano*";

    public static readonly IntTable Event = new(
        "usage_event",
        1,
        "id* day seat_id occurred_at_ms* source_id batch_id* session_id* model_id context_id tags_id* actor_id input_tokens* output_tokens* cache_write_5m_tokens* cache_write_1h_tokens* cache_read_tokens* web_searches pool flags price_row_id rated_nano* authoritative_nano* stated_nano* cost_nano* list_nano* identity*");

    public static readonly IntTable SeatDay = new("rollup_seat_day", 3, "seat_id day pool" + Measures);

    public static readonly IntTable OrgDay = new("rollup_org_day", 2, "day pool" + Measures);

    public static readonly IntTable Detail = new("rollup_detail", 5, "seat_id day model_id source_id project_id" + Measures);

    public static readonly IntTable Session = new("rollup_session", 2, "session_id* model_id" + Measures);

    public static readonly IntTable Remainder = new("run_remainder", 2, "session_id* identity* event_id*");

    public static readonly IntTable Excess = new("run_excess", 2, "session_id* model_id excess_nano* excess_tokens*");

    public static readonly IntTable Touched = new("touched_seat", 1, "seat_id from_ms* version*")
    {
        OnConflict = "from_ms = CASE WHEN excluded.from_ms < touched_seat.from_ms THEN excluded.from_ms ELSE touched_seat.from_ms END, version = touched_seat.version + 1",
    };

    private IntTable(string name, int keys, string columns)
    {
        var parts = columns.Split(' ');
        Name = name;
        Keys = keys;
        Columns = [.. parts.Select(c => c.TrimEnd('*'))];
        IsWide = [.. parts.Select(c => c.EndsWith('*'))];
        OnConflict = string.Join(", ", Columns.Skip(keys).Select(c => $"{c} = {name}.{c} + excluded.{c}"));
    }

    public string Name { get; }

    public int Keys { get; }

    public ImmutableArray<string> Columns { get; }

    public ImmutableArray<bool> IsWide { get; }

    /// <summary>What <see cref="UsageTables.AddAsync"/> does to a row that is there: adds, unless the table says otherwise.</summary>
    public string OnConflict { get; private init; }

    /// <summary>The roll-ups, narrow first.</summary>
    public static ImmutableArray<IntTable> Rollups { get; } = [SeatDay, OrgDay, Detail, Session];
}
