using System.Globalization;
using System.Text;

namespace Dashboard.Web.Tests.Security;

/// <summary>
/// Requests that are wrong in one way or another, from a seed: every one must be refused. The key and the cookie are good, so that what
/// refuses them is not the door.
/// </summary>
internal sealed class MalformedRequests(int seed, string key, string cookie)
{
    private static readonly string[] Reads = ["/api/v1/summary", "/api/v1/seats", "/api/v1/seats/a@example.org", "/api/v1/seats/a@example.org/ledger", "/api/v1/seats/a@example.org/projection", "/api/v1/seats/a@example.org/signals", "/metrics", "/api/v1/config"];
    private static readonly string[] Gates = ["seat=nobody", "seat=", "", "seat=%ff", "seat=a@example.org&estimateUsd=-1", "seat=a@example.org&estimateUsd=1e400", "seat=a@example.org&estimateUsd=", "seat=a@example.org&waitedSeconds=-1", "seat=a@example.org&waitedSeconds=1e3", "seat=a@b&seat=c@d", "seat=a%01@b"];

    private static readonly string[] Wishes =
    [
        "[]", "null", "{}", """{"seat":"a@example.org"}""", """{"seat":5,"amountUsd":1}""", """{"seat":"a@example.org","amountUsd":-1}""", """{"seat":"a@example.org","amountUsd":1e400}""", """{"seat":"a@example.org","amountUsd":[1]}""",
        """{"seat":"a@example.org","amountUsd":1,"amountUsd":2}""", """{"seat":"a@example.org","amountUsd":1,"timeoutSeconds":1.5}""", """{"seat":"a@example.org","amountUsd":1,"session":"\u0000"}""", """{"seat":"\ud800@x","amountUsd":1}""", """{"seat":"a@example.org","amountUsd":1,"more":1}""",
    ];

    private static readonly string[] Writes = ["/api/v1/usage", "/api/v1/usage/transcripts", "/api/v1/usage/results"];
    private static readonly string[] Telemetry = ["/v1/logs", "/v1/metrics"];
    private static readonly string[] Forms = ["/sign-in", "/setup", "/sign-in/second-factor", "/sign-in/passkey-options", "/join", "/account", "/sign-out", "/seats", "/settings", "/requests", "/seats/add", "/error"];
    private static readonly string[] Numbers = ["-1", "0", "1001", "99999999999999999999999", "1e3", "NaN", "Infinity", "0x10", "1.5", "abc", "%20", "%E2%88%9E", "--1", "1;DROP"];
    private static readonly string[] Days = ["2026-02-30", "2026-13-01", "0000-00-00", "yesterday", "2026-11", "20261101", "99999-01-01", "-2026-11-01", "%2e%2e%2f", "1e9", "2026-11-01T00:00:00Z", "NaN"];
    private static readonly string[] Escapes = ["%00", "a%00b", "%ff%fe", "%c0%ae", "%ed%a0%80", "%f8%88%80%80%80"];
    private static readonly string[] WrongTypes = ["text/html", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "image/png", "no type", "application/json/json", "a/b; c=\"", "application/xml"];

    /// <summary>None of these is JSON, a line of JSON, or a configuration.</summary>
    private static readonly byte[][] Bodies =
    [
        [0xff, 0xfe, 0x00, 0x01],
        [0xed, 0xa0, 0x80],
        "NaN"u8.ToArray(),
        "-Infinity"u8.ToArray(),
        "\"one text\""u8.ToArray(),
        "99999999999999999999999999999999999999"u8.ToArray(),
        "nonsense"u8.ToArray(),
        "<x/>"u8.ToArray(),
        "}{"u8.ToArray(),
        [0, 0, 0, 0, 0, 0],
        "{{{{"u8.ToArray(),
        Encoding.ASCII.GetBytes(new string('[', 50_000)),
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 20_000))),
        Encoding.ASCII.GetBytes("\"" + new string('x', 60_000)),
    ];

    private static readonly string[] Configs =
    [
        "[]", "null", "1", "{}", """{"version":2}""", """{"version":1,"seats":5}""", """{"version":1,"no such key":1}""", """{"version":1,"version":1}""", """{"version":1,"teams":["\ud800"]}""",
        """{"version":1,"teams":["a\u0000b"]}""", """{"version":1e400}""", """{"version":1,"organisation":{"name":"x","zone":"No/Where"}}""", """{"version":1,"prices":[{"model":"=cmd|x"}]}""", """{"version":1,"seats":[{"email":"../x"}]}""",
    ];

#pragma warning disable CA5394 // The same requests each time.
    private readonly Random _random = new(seed);

    /// <summary>One request, whether it ends too early, and whether the answer is for a program.</summary>
    public (byte[] Bytes, bool IsCut, bool IsProgram, string What) Next() => _random.Next(27) switch
    {
        0 => Program("GET", $"/api/v1/seats?limit={One(Numbers)}"),
        1 => Program("GET", $"/api/v1/seats/a@example.org/ledger?cycle={One(Days)}"),
        2 => Program("GET", $"{One(Reads)}?search={One(Escapes)}"),
        3 => Program("GET", $"{One(Reads)}?limit=1&limit=2"),
        4 => Program("GET", $"{One(Reads)}?after={new string((char)_random.Next('a', 'z'), _random.Next(1_001, 6_000))}"),
        5 => Program(One("DELETE", "PATCH", "POST", "OPTIONS", "TRACE", "PROPFIND"), One(Reads)),
        6 => Program(One("GET", "PUT", "DELETE", "PATCH"), One(Writes)),
        7 => Program(One("GET", "POST", "PUT"), "/api/" + One("v0/seats", "v1/no-such", "v1/seats/%2e%2e%2fsign-in", "v1/seats/a/b/c/d", "%c3%28", "v1//", "v1/seats/" + new string('x', 4_000), "v1/usage/transcripts/../../x")),
        8 => Program("POST", One(Writes), Random(200), "Content-Type: " + One(WrongTypes)),
        9 => Program("POST", One(Writes), Random(200), "Content-Encoding: " + One("br", "deflate", "gzip, gzip", "zstd", "x", "gzip;q=1")),
        10 => Program("POST", One(Writes), Broken(), "Content-Encoding: gzip"),
        11 => Program("POST", One(Writes) + "?" + One("seat=nobody", "seat=", "source=", "source=%01", "seat=" + new string('x', 300) + "@x", "source=" + new string('y', 300), "seat=a@b&seat=c@d", "source=%ff"), "[]"u8.ToArray()),
        12 => Program("POST", One(Writes[1..]) + "?at=" + One(Days[..4]), "{}"u8.ToArray()),
        13 => Program("POST", "/api/v1/usage", One(Bodies[..^4])),
        14 => Program("PUT", "/api/v1/config", One(Bodies), "Content-Type: application/json"),
        15 => Program("PUT", "/api/v1/config", Encoding.UTF8.GetBytes(One(Configs)), "Content-Type: application/json"),
        16 => Program(One("POST", "PUT"), One(One(Writes), "/api/v1/config"), "[]"u8.ToArray(), "Content-Length: 5000") with { IsCut = true, What = "body cut" },
        17 => Request(One("GET", "POST"), One("/api/v1/summary", "/api/v1/usage"), [], true, Credentials()),
        18 => Request("POST", One(Forms), Form(), false, "Content-Type: application/x-www-form-urlencoded", "Cookie: " + cookie),
        19 => Request("POST", One(Forms), Random(300), false, "Content-Type: multipart/form-data; boundary=" + One("x", "\"", new string('b', 300)), "Cookie: " + cookie),
        20 => Request("GET", One("/seats", "/ledger", "/settings", "/sign-in", "/no-such-page") + "?q=" + One(Escapes[..2]), [], false, "Cookie: " + cookie),
        21 => Program("GET", "/api/v1/gate?" + One(Gates)),
        22 => Program("POST", "/api/v1/gate/reservations", _random.Next(2) == 0 ? One(Bodies) : Encoding.UTF8.GetBytes(One(Wishes)), "Content-Type: application/json"),
        23 => Program(One("POST", "PUT", "DELETE"), "/api/v1/gate/reservations/" + One("rsv_none", "x/settle", "%c3%28", "..%2f/release", "rsv_none/settle?holdSeconds=-1", "rsv_none/settle?holdSeconds=x", new string('x', 3_000) + "/settle", "rsv_none/no-such")),
        24 => Program("POST", One(Telemetry), One(Bodies[..^1]), "Content-Type: " + One("application/json", "application/x-protobuf")),
        25 => One(true, false)
            ? Program("POST", One(Telemetry), Random(200), "Content-Type: " + One(WrongTypes))
            : Program("POST", One(Telemetry), Broken(), "Content-Type: application/x-protobuf", "Content-Encoding: " + One("gzip", "br", "zstd", "gzip, gzip")),
        _ => Wire(),
    };

    private (byte[] Bytes, bool IsCut, bool IsProgram, string What) Program(string verb, string address, byte[]? body = null, params string[] headers) =>
        Request(verb, address, body ?? [], true, [.. headers, "Authorization: Bearer " + key]);

    private static (byte[] Bytes, bool IsCut, bool IsProgram, string What) Request(string verb, string address, byte[] body, bool isProgram, params string[] headers)
    {
        var text = new StringBuilder($"{verb} {address} HTTP/1.1\r\nHost: drawdown.example\r\n");
        foreach (var header in headers)
        {
            text.Append(header).Append("\r\n");
        }

        if (!headers.Any(h => h.StartsWith("Content-Length", StringComparison.Ordinal)))
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return ([.. Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()), .. body], false, isProgram, $"{verb} {address[..Math.Min(80, address.Length)]} {string.Join("; ", headers.Select(h => h[..Math.Min(60, h.Length)]).Where(h => !h.StartsWith("Auth", StringComparison.Ordinal)))} {Encoding.UTF8.GetString(body[..Math.Min(60, body.Length)])}");
    }

    /// <summary>What is no HTTP: the server itself refuses it, before there is a request that anybody could answer with problem details.</summary>
    private (byte[] Bytes, bool IsCut, bool IsProgram, string What) Wire()
    {
        var line = One(
            "GET /api/v1/summary\r\n\r\n", "GET  HTTP/1.1\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /api/%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /api/v1/summary HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\na: \0\r\n\r\n", "POST /api/v1/usage HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
            "POST /api/v1/usage HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n", "POST /api/v1/usage HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST /api/v1/usage HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n", "GET /" + new string('a', 9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX: " + new string('h', 40_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n" + string.Concat(Enumerable.Range(0, 80).Select(i => $"h{i}: 1\r\n")) + "\r\n", "G\u0001T / HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n");
        return (Encoding.UTF8.GetBytes(line), true, false, line[..Math.Min(60, line.Length)]);
    }

    private string[] Credentials() => _random.Next(6) switch
    {
        0 => ["Authorization: Basic " + Convert.ToBase64String(Random(30))],
        1 => ["Authorization: Bearer dd_" + Convert.ToHexString(Random(16))],
        2 => ["Authorization: Bearer " + new string('k', 9_000)],
        3 => ["Authorization: Bearer", "Cookie: drawdown-session=" + Convert.ToBase64String(Random(60))],
        4 => ["Authorization: Bearer " + key, "Authorization: Bearer " + key],
        _ => ["Cookie: drawdown-session=CfDJ8" + Convert.ToHexString(Random(40)) + "; drawdown-form=CfDJ8xyz"],
    };

    private byte[] Form() => Encoding.UTF8.GetBytes(_random.Next(5) switch
    {
        0 => "_handler=sign-in&__RequestVerificationToken=" + Convert.ToHexString(Random(60)) + "&Form.Email=a",
        1 => "_handler=sign-in&Form.Email=%00&Form.Password=x",
        2 => string.Join('&', Enumerable.Range(0, 400).Select(i => $"k{i}=1")),
        3 => new string('k', 5_000) + "=1",
        _ => "__RequestVerificationToken=CfDJ8" + Convert.ToHexString(Random(100)) + "&%ff=%fe&Form.Email%5B0%5D%5B0%5D=x",
    });

    /// <summary>Not gzip, gzip with a broken middle, gzip that ends too early.</summary>
    private byte[] Broken()
    {
        var packed = Api.ApiCaller.Pack(Random(2_000));
        switch (_random.Next(3))
        {
            case 0: return Random(100);
            case 1:
                packed.AsSpan(40, 60).Fill(0xAA);
                return packed;
            default: return packed[..(packed.Length / 2)];
        }
    }

    private byte[] Random(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T One<T>(params T[] of) => of[_random.Next(of.Length)];
#pragma warning restore CA5394
}
