using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Ingestion.Csv;

/// <summary>Finds the mapping that fits the headers of a file.</summary>
public static class CsvProposal
{
    private static readonly string[] LedgerHeaders = ["seat", "cycleStart", "cycleEnd", "granted", "consumed", "available"];

    /// <summary>How many rows tell how the values of a file are written.</summary>
    public const int SampleRows = 200;

    /// <summary>A saved mapping whose columns are all there, else a preset whose columns are there, else columns by their names.</summary>
    /// <param name="headers">As <see cref="CsvHeaders"/> names them.</param>
    /// <param name="saved">Mappings that were saved; the one that reads most columns of this file wins.</param>
    public static CsvMapping Of(IReadOnlyList<string> headers, IEnumerable<CsvMapping> saved) => Of(headers, [], saved, ',').Mapping;

    /// <summary>The same, and how times and numbers are written, by the first rows.</summary>
    public static CsvProposed Of(CsvHead head, IEnumerable<CsvMapping> saved)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Of(head.Headers, head.Rows, saved, head.Separator);
    }

    private static CsvProposed Of(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows, IEnumerable<CsvMapping> saved, char separator)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(saved);
        var known = saved.Where(m => m.Columns.Length > 0 && m.MissingIn(headers).Count == 0).OrderByDescending(m => m.Columns.Length).ThenBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault()
            ?? CsvPresets.All.Where(p => CsvPresets.KeysOf(p).All(k => headers.Contains(k, StringComparer.OrdinalIgnoreCase))).Select(p => Within(p, headers)).FirstOrDefault();
        return known is not null ? new CsvProposed(known, true, []) : ByName(headers, rows, separator);
    }

    /// <summary>Why a file is not usage at all, in a sentence; null when it may be.</summary>
    public static string? Refusal(IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return LedgerHeaders.All(h => headers.Contains(h, StringComparer.OrdinalIgnoreCase))
            ? "This is a ledger: sums of billing cycles, which follow from usage. Export and import the usage instead (dashboard export usage)."
            : null;
    }

    private static CsvMapping Within(CsvMapping preset, IReadOnlyList<string> headers) =>
        preset with { Columns = [.. preset.Columns.Where(c => headers.Contains(c.Header, StringComparer.OrdinalIgnoreCase))] };

    private static CsvProposed ByName(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows, char separator)
    {
        var keys = headers.Select(CsvHeaderNames.KeyOf).ToList();
        var columns = ImmutableArray.CreateBuilder<CsvColumn>();
        var unclear = ImmutableArray.CreateBuilder<string>();
        foreach (var (field, names) in CsvHeaderNames.Known)
        {
            var found = names.Select(n => keys.IndexOf(n)).Where(i => i >= 0 && columns.All(c => c.Header != headers[i])).Distinct().ToList();
            if (found.Count == 0 || (field == CsvField.CostCents && columns.Any(c => c.Field == CsvField.CostUsd)))
            {
                continue;
            }

            columns.Add(new CsvColumn(headers[found[0]], field));
            if (field == CsvField.CostUsd && found.Skip(1).FirstOrDefault(i => !ValuesOf(i).SequenceEqual(ValuesOf(found[0])), -1) is >= 0 and var other)
            {
                unclear.Add($"Both '{headers[found[0]]}' and '{headers[other]}' could be the cost.");
            }
        }

        if (keys.FindIndex(k => CsvHeaderNames.Currency.Contains(k)) is >= 0 and var currency && CsvGuess.OtherCurrencies(ValuesOf(currency)) is { Length: > 0 } others)
        {
            columns.RemoveAll(c => c.Field is CsvField.CostUsd or CsvField.CostCents);
            unclear.Add($"The column '{headers[currency]}' says {string.Join(", ", others)}: amounts are read in USD only.");
        }

        var mapping = new CsvMapping { Name = NameOf(keys), Columns = columns.ToImmutable() };
        var isByDay = false;
        if (mapping.HeaderOf(CsvField.At) is { } time)
        {
            var place = headers.ToList().IndexOf(time);
            isByDay = CsvHeaderNames.Days.Contains(keys[place]);
            if (ValuesOf(place) is { Count: > 0 } values)
            {
                var (format, areDays, open) = CsvGuess.TimeOf(time, values);
                (mapping, isByDay) = (mapping with { TimeFormat = format ?? CsvTime.Auto }, areDays);
                Add(open);
            }
        }

        var (decimalComma, either) = CsvGuess.DecimalOf(mapping.Columns.Where(c => IsNumber(c.Field)).Select(c => (c.Header, ValuesOf(headers.ToList().IndexOf(c.Header)))), separator);
        Add(either);

        // Rows that name a day and no request can only be sums: as requests, all of a day would look like one.
        var namesRequests = mapping.Columns.Any(c => c.Field is CsvField.MessageId or CsvField.RequestId or CsvField.OwnId or CsvField.Session);
        var kind = isByDay && !namesRequests ? CsvRowKind.Sum : CsvRowKind.Request;
        mapping = mapping with { Rows = kind, DecimalComma = decimalComma, CostCounts = mapping.HasCost && (kind == CsvRowKind.Sum || !mapping.HasTokens) };
        return new CsvProposed(mapping, false, unclear.ToImmutable());

        void Add(string? open)
        {
            if (open is not null)
            {
                unclear.Add(open);
            }
        }

        IReadOnlyList<string> ValuesOf(int place) => [.. rows.Where(r => r.Count == headers.Count && r[place].Length > 0).Select(r => r[place])];
    }

    /// <summary>Ids count within a mapping's name: files of one kind get one name, and files of two kinds two.</summary>
    private static string NameOf(List<string> keys) =>
        $"New mapping {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', keys))).AsSpan(0, 3))}";

    private static bool IsNumber(CsvField field) =>
        field is CsvField.CostUsd or CsvField.CostCents or CsvField.InputTokens or CsvField.OutputTokens or CsvField.CacheWriteTokens or CsvField.CacheWrite1hTokens or CsvField.CacheReadTokens;
}
