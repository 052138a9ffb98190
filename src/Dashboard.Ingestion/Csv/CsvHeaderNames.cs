using System.Globalization;

namespace Dashboard.Ingestion.Csv;

/// <summary>What headers are often called, in English, German, French and Spanish.</summary>
internal static class CsvHeaderNames
{
    private const string Marked = "äàáâãåöòóôõüùúûéèêëíìîïñç";
    private const string Plain = "aaaaaaooooouuuueeeeiiiinc";

    /// <summary>By what is left of a header without signs and accents and in lower case. Earlier names win.</summary>
    public static readonly (CsvField Field, string[] Names)[] Known =
    [
        (CsvField.At,
        [
            "at", "timestamp", "occurredat", "time", "datetime", "createdat", "starttime", "startedat", "date", "day", "usagedate", "eventtime",
            "zeitstempel", "zeitpunkt", "zeit", "datumuhrzeit", "datumzeit", "datum", "tag", "horodatage", "heure", "dateheure", "jour", "fechahora", "fecha", "hora", "dia",
        ]),
        (CsvField.User,
        [
            "useremail", "email", "emailaddress", "mail", "user", "username", "statedseat", "actor", "seat", "login", "developer", "member",
            "emailadresse", "mailadresse", "benutzeremail", "benutzer", "benutzername", "nutzer", "nutzername", "anwender", "mitarbeiter", "mitarbeiterin", "entwickler", "utilisateur", "adressemail", "courriel", "usuario", "correo", "correoelectronico",
        ]),
        (CsvField.Account, ["account", "accountid", "accountuuid", "konto", "kontoid", "compte", "cuenta"]),
        (CsvField.ApiKey, ["apikey", "apikeyname", "apikeyid", "apischlussel", "apischluessel", "cleapi", "claveapi"]),
        (CsvField.Workspace, ["workspace", "workspaceid", "workspacename", "arbeitsbereich", "espacedetravail", "espaciodetrabajo"]),
        (CsvField.Host, ["host", "hostname", "machine", "rechner", "rechnername", "gerat", "geraet"]),
        (CsvField.Model, ["model", "modelid", "modelname", "modell", "modellname", "modele", "modelo"]),
        (CsvField.InputTokens,
        [
            "inputtokens", "uncachedinputtokens", "input", "prompttokens", "totalprompttokens", "tokensin", "usageinputtokensnocache",
            "eingabetoken", "eingabetokens", "eingabe", "jetonsentree", "tokensentree", "jetonsdentree", "tokensdentree", "tokensentrada", "tokensdeentrada", "entrada",
        ]),
        (CsvField.OutputTokens,
        [
            "outputtokens", "output", "completiontokens", "totalcompletiontokens", "tokensout", "usageoutputtokens",
            "ausgabetoken", "ausgabetokens", "ausgabe", "jetonssortie", "tokenssortie", "jetonsdesortie", "tokensdesortie", "tokenssalida", "tokensdesalida", "salida",
        ]),
        (CsvField.CacheWriteTokens,
        [
            "cachewrite5mtokens", "cachewritetokens", "cachecreationtokens", "cachecreationinputtokens", "cachewrite", "cachecreation", "usageinputtokenscachewrite5m",
            "cacheschreibtoken", "cacheschreibtokens", "cacheschreiben",
        ]),
        (CsvField.CacheWrite1hTokens, ["cachewrite1htokens", "ephemeral1hinputtokens", "usageinputtokenscachewrite1h"]),
        (CsvField.CacheReadTokens, ["cachereadtokens", "cachereadinputtokens", "cacheread", "cachedtokens", "usageinputtokenscacheread", "cachelesetoken", "cachelesetokens", "cachelesen"]),
        (CsvField.WebSearches, ["websearches", "websearchrequests", "websearchcount", "websuchen"]),
        (CsvField.CostUsd,
        [
            "costusd", "cost", "totalcost", "amount", "amountusd", "costinusd", "price", "spend", "spendusd", "totalcostusd", "grossamount", "usd",
            "kostenusd", "kosteninusd", "kosten", "gesamtkosten", "betragusd", "betraginusd", "betrag", "preis", "coutusd", "cout", "couttotal", "montant", "costeusd", "costousd", "coste", "costo", "costetotal", "costototal", "importe",
        ]),
        (CsvField.CostCents, ["costcents", "costincents", "amountcents", "cents", "kostencents", "kostenincents"]),
        (CsvField.MessageId, ["messageid", "nachrichtid", "nachrichtenid"]),
        (CsvField.RequestId, ["requestid", "anfrageid", "anforderungsid"]),
        (CsvField.OwnId, ["id", "eventid", "usageid", "recordid", "rowid", "vorgangsid", "ereignisid", "identifiant"]),
        (CsvField.Session, ["session", "sessionid", "conversationid", "threadid", "sitzung", "sitzungsid", "sesion"]),
        (CsvField.Entrypoint, ["entrypoint"]),
        (CsvField.App, ["app", "application", "tool", "client", "product", "anwendung", "werkzeug", "produkt", "outil", "produit", "aplicacion", "herramienta", "producto"]),
        (CsvField.Project, ["project", "projectname", "cwd", "folder", "projekt", "projektname", "ordner", "projet", "proyecto"]),
        (CsvField.Repository, ["repository", "repo", "repositoryname"]),
        (CsvField.Workflow, ["workflow", "workflowname", "workflowpath"]),
        (CsvField.Speed, ["speed"]),
        (CsvField.Geo, ["geo", "inferencegeo", "geography"]),
        (CsvField.Batch, ["batch", "isbatch"]),
    ];

    /// <summary>Headers of columns that say in which currency an amount is.</summary>
    public static readonly string[] Currency = ["currency", "currencycode", "wahrung", "waehrung", "devise", "monnaie", "moneda", "divisa"];

    /// <summary>Headers of times that are mostly bare days.</summary>
    public static readonly string[] Days = ["date", "day", "usagedate", "datum", "tag", "jour", "fecha", "dia"];

    /// <summary>What is compared of a header.</summary>
    public static string KeyOf(string header) => string.Concat(header.Where(char.IsLetterOrDigit).Select(Bare)).Replace("ß", "ss", StringComparison.Ordinal);

    private static char Bare(char letter)
    {
        var lower = char.ToLower(letter, CultureInfo.InvariantCulture);
        return Marked.IndexOf(lower, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : lower;
    }
}
