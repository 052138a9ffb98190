using System.Collections.Immutable;

namespace Dashboard.Ingestion.Csv;

/// <summary>Finds the mapping that fits the headers of a file.</summary>
public static class CsvProposal
{
    /// <summary>What headers are often called, by what is left of them without signs and in lower case. Earlier names win.</summary>
    private static readonly (CsvField Field, string[] Names)[] Known =
    [
        (CsvField.At, ["at", "timestamp", "occurredat", "time", "datetime", "createdat", "starttime", "startedat", "date", "day", "usagedate", "eventtime"]),
        (CsvField.User, ["useremail", "email", "emailaddress", "mail", "user", "username", "statedseat", "actor", "seat", "login", "developer", "member"]),
        (CsvField.Account, ["account", "accountid", "accountuuid"]),
        (CsvField.ApiKey, ["apikey", "apikeyname", "apikeyid"]),
        (CsvField.Workspace, ["workspace", "workspaceid", "workspacename"]),
        (CsvField.Host, ["host", "hostname", "machine"]),
        (CsvField.Model, ["model", "modelid", "modelname"]),
        (CsvField.InputTokens, ["inputtokens", "uncachedinputtokens", "input", "prompttokens", "totalprompttokens", "tokensin", "usageinputtokensnocache"]),
        (CsvField.OutputTokens, ["outputtokens", "output", "completiontokens", "totalcompletiontokens", "tokensout", "usageoutputtokens"]),
        (CsvField.CacheWriteTokens, ["cachewrite5mtokens", "cachewritetokens", "cachecreationtokens", "cachecreationinputtokens", "cachewrite", "cachecreation", "usageinputtokenscachewrite5m"]),
        (CsvField.CacheWrite1hTokens, ["cachewrite1htokens", "ephemeral1hinputtokens", "usageinputtokenscachewrite1h"]),
        (CsvField.CacheReadTokens, ["cachereadtokens", "cachereadinputtokens", "cacheread", "cachedtokens", "usageinputtokenscacheread"]),
        (CsvField.WebSearches, ["websearches", "websearchrequests", "websearchcount"]),
        (CsvField.CostUsd, ["costusd", "cost", "totalcost", "amount", "amountusd", "costinusd", "price", "spend", "spendusd", "totalcostusd", "grossamount", "usd"]),
        (CsvField.CostCents, ["costcents", "costincents", "amountcents", "cents"]),
        (CsvField.MessageId, ["messageid"]),
        (CsvField.RequestId, ["requestid"]),
        (CsvField.OwnId, ["id", "eventid", "usageid", "recordid", "rowid"]),
        (CsvField.Session, ["session", "sessionid", "conversationid", "threadid"]),
        (CsvField.Entrypoint, ["entrypoint"]),
        (CsvField.App, ["app", "application", "tool", "client", "product"]),
        (CsvField.Project, ["project", "projectname", "cwd", "folder"]),
        (CsvField.Repository, ["repository", "repo", "repositoryname"]),
        (CsvField.Workflow, ["workflow", "workflowname", "workflowpath"]),
        (CsvField.Speed, ["speed"]),
        (CsvField.Geo, ["geo", "inferencegeo", "geography"]),
        (CsvField.Batch, ["batch", "isbatch"]),
    ];

    private static readonly string[] LedgerHeaders = ["seat", "cycleStart", "cycleEnd", "granted", "consumed", "available"];

    /// <summary>A saved mapping whose columns are all there, else a preset whose columns are there, else columns by their names.</summary>
    /// <param name="headers">As <see cref="CsvHeaders"/> names them.</param>
    /// <param name="saved">Mappings that were saved; the one that reads most columns of this file wins.</param>
    public static CsvMapping Of(IReadOnlyList<string> headers, IEnumerable<CsvMapping> saved)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(saved);
        return saved.Where(m => m.Columns.Length > 0 && m.MissingIn(headers).Count == 0).OrderByDescending(m => m.Columns.Length).ThenBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault()
            ?? CsvPresets.All.Where(p => CsvPresets.KeysOf(p).All(k => headers.Contains(k, StringComparer.OrdinalIgnoreCase))).Select(p => Within(p, headers)).FirstOrDefault()
            ?? ByName(headers);
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

    private static CsvMapping ByName(IReadOnlyList<string> headers)
    {
        var keys = headers.Select(h => string.Concat(h.Where(char.IsLetterOrDigit)).ToLowerInvariant()).ToList();
        var columns = ImmutableArray.CreateBuilder<CsvColumn>();
        foreach (var (field, names) in Known)
        {
            var at = names.Select(n => keys.IndexOf(n)).FirstOrDefault(i => i >= 0 && columns.All(c => c.Header != headers[i]), -1);
            if (at >= 0 && !(field == CsvField.CostCents && columns.Any(c => c.Field == CsvField.CostUsd)))
            {
                columns.Add(new CsvColumn(headers[at], field));
            }
        }

        var mapping = new CsvMapping { Name = "New mapping", Columns = columns.ToImmutable() };

        // Rows that name a day and no request can only be sums: as requests, all of a day would look like one.
        var isByDay = mapping.HeaderOf(CsvField.At) is { } time && keys[Math.Max(0, headers.ToList().IndexOf(time))] is "date" or "day" or "usagedate";
        var namesRequests = columns.Any(c => c.Field is CsvField.MessageId or CsvField.RequestId or CsvField.OwnId or CsvField.Session);
        var rows = isByDay && !namesRequests ? CsvRowKind.Sum : CsvRowKind.Request;
        return mapping with { Rows = rows, CostCounts = mapping.HasCost && (rows == CsvRowKind.Sum || !mapping.HasTokens) };
    }
}
