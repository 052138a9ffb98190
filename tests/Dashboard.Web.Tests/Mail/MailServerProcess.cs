using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dashboard.Web.Mail;

namespace Dashboard.Web.Tests.Mail;

/// <summary>A real mail server (aiosmtpd) in a process of its own. What it can be told is in <c>smtp_server.py</c>.</summary>
internal sealed class MailServerProcess : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drawdown-mail-").FullName;
    private readonly string[] _arguments;
    private Process _process;

    private MailServerProcess(string[] arguments)
    {
        _arguments = [.. arguments];
        if (arguments.Contains("--certificate"))
        {
            WriteCertificate();
            _arguments = [.. arguments.SelectMany(a => a == "--certificate" ? (string[])["--certificate", Path.Combine(_folder, "certificate.pem"), "--key", Path.Combine(_folder, "key.pem")] : [a])];
        }

        (_process, Port) = Run(0);
    }

    public int Port { get; }

    public static MailServerProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Settings to reach it, without encryption.</summary>
    public MailServer Settings => At(Port);

    /// <summary>Settings to reach one on this machine, without encryption.</summary>
    public static MailServer At(int port) => new()
    {
        Host = "localhost",
        Port = port,
        Encryption = MailEncryption.None,
        From = new MailParty("drawdown@alderway.example", "Drawdown"),
        PublicAddress = new Uri("https://drawdown.alderway.example"),
    };

    /// <summary>What it does from now on; nothing: it takes every mail.</summary>
    public void Wish(string? mood = null) => File.WriteAllText(Path.Combine(_folder, "mood"), mood ?? "");

    /// <summary>What it received, as a mail program reads it, in the order of arrival.</summary>
    public IReadOnlyList<JsonElement> Received =>
        [.. Directory.GetFiles(_folder, "*.json").Order(StringComparer.Ordinal).Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement)];

    /// <summary>The Message-IDs of what it received.</summary>
    public IReadOnlyList<string> MessageIds => [.. Received.Select(r => r.GetProperty("headers").GetProperty("message-id")[0].GetString()!)];

    /// <summary>The bytes of what it received.</summary>
    public IReadOnlyList<string> Raw => [.. Directory.GetFiles(_folder, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    public void Stop()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>Starts it again on the same port.</summary>
    public void Restart()
    {
        Stop();
        _process.Dispose();
        (_process, _) = Run(Port);
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (Process Process, int Port) Run(int port)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "smtp_server.py"), _folder, "--port", port.ToString(CultureInfo.InvariantCulture), .. _arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        return process.StandardOutput.ReadLine() is { } told
            ? (process, int.Parse(told, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The mail server of the tests did not start: is python3-aiosmtpd installed?");
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(Path.Combine(_folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
