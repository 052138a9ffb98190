using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Transcripts;

namespace Dashboard.Ingestion.Csv;

/// <summary>Reads the cells of one row. For one file, whose headers are known.</summary>
internal sealed class CsvRecordReader
{
    private const int MaxText = 256;
    private const int HashCharacters = 24;

    /// <summary>Names of whoever used it are kept as these tags.</summary>
    private static readonly (CsvField Field, string Tag)[] Identities =
        [(CsvField.Account, "account"), (CsvField.ApiKey, "api_key"), (CsvField.Workspace, "workspace"), (CsvField.Host, "host")];

    private readonly CsvMapping mapping;
    private readonly TimeZoneInfo zone;
    private readonly Dictionary<CsvField, int> places = [];
    private readonly List<(string Name, int Place)> tags = [];
    private readonly bool isOwn;
    private IReadOnlyList<string> cells = [];
    private string? wrong;
    private (ImmutableSortedDictionary<string, string>? Tags, string Key) lastTags = (null, "");

    public CsvRecordReader(CsvMapping mapping, IReadOnlyList<string> headers)
    {
        this.mapping = mapping;
        zone = ZoneDays.Find(mapping.Zone);
        Columns = headers.Count;
        for (var i = 0; i < headers.Count; i++)
        {
            foreach (var column in mapping.Columns)
            {
                if (!string.Equals(column.Header, headers[i], StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (column.Field == CsvField.Tag)
                {
                    tags.Add((headers[i], i));
                }
                else
                {
                    places[column.Field] = i;
                }
            }
        }

        isOwn = places.ContainsKey(CsvField.Identity);
    }

    /// <summary>How many cells a row has.</summary>
    public int Columns { get; }

    /// <summary>The usage of a row, or null and what is wrong with it.</summary>
    public CsvUsageRow? Read(IReadOnlyList<string> row, FileContext context, out string reason)
    {
        (cells, wrong) = (row, null);
        var at = At(out var isDay);
        var record = RecordOf(at, out var stated);
        if (wrong is null && at is { } instant && context.ReceivedAtMs is { } received && DatedAhead.Refusal(instant, received) is { } ahead)
        {
            wrong = ahead;
        }

        if (wrong is null && mapping.Rows == CsvRowKind.Request && isDay && record is { MessageId: null, RequestId: null, SourceEventId: null } && stated is null)
        {
            wrong = "The row names a day and no request. Requests of one day cannot be told apart: choose an id, or say that rows are sums.";
        }

        reason = wrong ?? "";
        return wrong is null ? new CsvUsageRow(0, record, stated) : null;
    }

    private UsageRecord RecordOf(long? at, out IdentityHash? stated)
    {
        var tokens = new TokenCounts(Count(CsvField.InputTokens), Count(CsvField.OutputTokens), Count(CsvField.CacheWriteTokens), Count(CsvField.CacheWrite1hTokens), Count(CsvField.CacheReadTokens));
        var searches = (int)Count(CsvField.WebSearches);
        var cost = Cost();
        var counts = mapping.CostCounts || !mapping.HasTokens || (isOwn && tokens.Sum == 0);
        if (wrong is null && cost is null && tokens.Sum == 0 && searches == 0)
        {
            wrong = mapping.HasCost ? "The row has neither tokens nor a cost." : "The row has no tokens.";
        }

        var project = Text(CsvField.Project) is { } path ? Encoding.UTF8.GetString(ProjectName.Of(Encoding.UTF8.GetBytes(path))) : "";
        var user = Text(CsvField.User);
        var isEmail = user?.Contains('@', StringComparison.Ordinal) == true;
        var record = new UsageRecord
        {
            Source = UsageSource.Csv,
            OccurredAtMs = at,
            MessageId = Text(CsvField.MessageId),
            RequestId = Text(CsvField.RequestId),
            Session = Text(CsvField.Session),
            Model = Text(CsvField.Model) ?? mapping.Model ?? ModelId.NotStated,
            Tokens = tokens,
            WebSearches = searches,
            Speed = Text(CsvField.Speed),
            Geo = Text(CsvField.Geo),
            Batch = Flag(CsvField.Batch),
            Entrypoint = Text(CsvField.Entrypoint),
            App = Text(CsvField.App) ?? mapping.App,
            Project = project.Length > 0 ? project : null,
            Repository = Text(CsvField.Repository),
            Workflow = Text(CsvField.Workflow),
            SeatEmail = isEmail ? user!.ToLowerInvariant() : null,
            Tags = Tags(isEmail ? null : user),
            AuthoritativeCost = counts ? cost : null,
            StatedCost = counts ? null : cost,
        };
        stated = null;
        return isOwn ? WithStated(record, out stated) : record with { SourceEventId = OwnIdOf(record) };
    }

    /// <summary>A request's own id counts within the mapping's name; a sum is named by everything that it is a sum of.</summary>
    private string? OwnIdOf(UsageRecord record)
    {
        if (mapping.Rows == CsvRowKind.Request)
        {
            return Text(CsvField.OwnId) is { } id ? $"{mapping.Name}:{id}" : null;
        }

        var parts = string.Join(
            '\u001f',
            [record.OccurredAtMs?.ToString(CultureInfo.InvariantCulture), record.SeatEmail, record.Model, record.Session, record.Entrypoint, record.App, record.Project, record.Repository, record.Workflow, record.Speed, record.Geo, record.Batch ? "batch" : "", Text(CsvField.OwnId), .. (record.Tags ?? ImmutableSortedDictionary<string, string>.Empty).SelectMany(t => new[] { t.Key, t.Value })]);
        return $"{mapping.Name}:sum:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))}";
    }

    /// <summary>An id is only known to be there: its hash is what our own export states.</summary>
    private UsageRecord WithStated(UsageRecord record, out IdentityHash? stated)
    {
        stated = null;
        var text = Cell(CsvField.Identity);
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        var kind = cut < 0 ? "" : text[..cut];
        if (kind == "remainder")
        {
            wrong ??= "This is what the result of a run says beyond its requests. It follows from the result: import that file instead.";
            return record;
        }

        if (kind is not ("message" or "request" or "event" or "content") || text.Length != cut + 1 + HashCharacters
            || !uint.TryParse(text.AsSpan(cut + 1, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text.AsSpan(cut + 9), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            wrong ??= "The identity is not one of this product's export.";
            return record;
        }

        stated = new IdentityHash(high, low);
        return kind switch
        {
            "message" => record with { MessageId = "" },
            "request" => record with { RequestId = "" },
            "event" => record with { SourceEventId = "" },
            _ => record,
        };
    }

    private long? At(out bool isDay)
    {
        isDay = false;
        if (!places.ContainsKey(CsvField.At))
        {
            isDay = true;
            return ZoneDays.FirstInstantOf(mapping.Day!.Value, zone);
        }

        var text = Cell(CsvField.At);
        if (text.Length == 0)
        {
            wrong ??= "The time is missing.";
            return null;
        }

        var at = text.Length > MaxText ? null : CsvTime.Read(text, mapping.TimeFormat, zone, out isDay);
        wrong ??= at is null ? "The time cannot be read. Choose its format in the mapping." : null;
        return at;
    }

    private long Count(CsvField field)
    {
        if (!CsvNumber.TryCount(Cell(field), mapping.DecimalComma, out var count))
        {
            wrong ??= $"The {CsvWords.Of(field)} are not a whole number from 0 to 1,000,000,000.";
        }

        return count;
    }

    private Nanodollars? Cost()
    {
        var inCents = places.ContainsKey(CsvField.CostCents);
        var field = inCents ? CsvField.CostCents : CsvField.CostUsd;
        if (!CsvNumber.TryMoney(Cell(field), inCents, mapping.DecimalComma, out var amount))
        {
            wrong ??= $"The {CsvWords.Of(field)} is not an amount from 0 to 1,000,000 USD, or could be read in two ways.";
        }

        return amount;
    }

    private bool Flag(CsvField field)
    {
        var text = Cell(field);
        var isTrue = text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text == "1";
        if (!isTrue && text.Length > 0 && !text.Equals("false", StringComparison.OrdinalIgnoreCase) && !text.Equals("no", StringComparison.OrdinalIgnoreCase) && text != "0")
        {
            wrong ??= $"{CsvWords.Of(field)} is not true or false.";
        }

        return isTrue;
    }

    private string? Text(CsvField field)
    {
        var text = Cell(field);
        if (text.Length > MaxText || text.Contains('\0', StringComparison.Ordinal))
        {
            wrong ??= $"The {CsvWords.Of(field)} is longer than {MaxText} characters, or holds a zero character.";
            return null;
        }

        // Our own export puts an apostrophe before what a spreadsheet would take for a formula.
        return text.Length == 0 ? null : isOwn && text is ['\'', '=' or '+' or '@' or '-', ..] ? text[1..] : text;
    }

    /// <summary>Free tags, and the names that are no e-mail: <see cref="StatedIdentities"/> finds them there. Rows that follow each other mostly have the same.</summary>
    private ImmutableSortedDictionary<string, string>? Tags(string? user)
    {
        var found = new List<(string Name, string Value)>();
        foreach (var (name, place) in tags)
        {
            Add(name, cells[place]);
        }

        foreach (var (field, name) in Identities)
        {
            Add(name, Text(field) ?? "");
        }

        Add("user", user ?? "");
        if (found.Count == 0 || wrong is not null)
        {
            return null;
        }

        var key = string.Join('\u001f', found.Select(t => $"{t.Name}\u001f{t.Value}"));
        if (key != lastTags.Key)
        {
            lastTags = (found.ToImmutableSortedDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal), key);
        }

        return lastTags.Tags;

        void Add(string name, string value)
        {
            if (value.Length > MaxText || name.Length > MaxText)
            {
                wrong ??= $"A tag is longer than {MaxText} characters.";
            }
            else if (value.Length > 0)
            {
                found.RemoveAll(f => f.Name == name);
                found.Add((name, value));
            }
        }
    }

    private string Cell(CsvField field) => places.TryGetValue(field, out var place) ? cells[place] : "";
}
