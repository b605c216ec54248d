using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Rehearsals;
using Ringback.Cli.Screens.Printing;
using Ringback.Console;
using Ringback.Console.Subject;
using Ringback.Journal;
using Ringback.Workbench.Bench;

namespace Ringback.Cli.Serving;

/// <summary>From the options of <c>serve</c> to the console, which opens after the ports for phones.</summary>
internal static class ConsoleStart
{
    internal const int UsualPort = 8079;

    private const string PortName = "--console-port";

    private static readonly Option<PortChoice> Port = Options.Port(PortName, "The console", UsualPort);

    private static readonly Option<string[]> Bind = new("--console-bind")
    {
        Description = "Open the console at this address of this computer, for others too: it then asks for a token, "
            + "which is shown once. Default: this computer only.",
        HelpName = "ADDR",
    };

    private static readonly Option<string?> Certificate = new("--console-certificate")
    {
        Description = "Speak HTTPS with this certificate: a PEM file with its key.", HelpName = "FILE",
    };

    private static readonly Option<bool> NewToken = new("--console-new-token")
    {
        Description = "Make a new token for the console, and show it. The one before is worth nothing then.",
    };

    internal static void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Port, Bind, Certificate, NewToken]) command.Add(option);
    }

    /// <summary>What is wanted; null for no console.</summary>
    internal static ConsoleOptions? Read(ParseResult given, string? data, WorkbenchOptions options)
    {
        string[] bind = given.GetValue(Bind) ?? [];
        string? certificate = given.GetValue(Certificate);
        if (given.GetValue(Port).Port is not { } port)
        {
            return bind.Length == 0 && certificate is null && !given.GetValue(NewToken)
                ? null
                : throw new UnusableException($"the console is switched off with {PortName} 0: leave its other options "
                    + "out.");
        }

        int?[] others = [options.HttpPort, options.SccpPort, options.TftpPort, options.SipPort, options.MgcpPort];
        if (port > 0 && others.Contains(port))
            throw new UnusableException($"port {port} is for phones: choose another one with {PortName}.");
        if (certificate is not null && !File.Exists(certificate))
            throw new UnusableException($"there is no certificate {certificate}.");
        return new ConsoleOptions
        {
            Port = port,
            Addresses = bind.Length == 0 ? [IPAddress.Loopback] : [.. bind.Select(Address)],
            Certificate = certificate,
            Data = data ?? DataFolder.Default,
            NewToken = given.GetValue(NewToken),
        };
    }

    /// <summary>Opens it; null when it cannot be and nobody insists on it.</summary>
    internal static async Task<ConsoleServer?> OpenAsync(ParseResult given, string data, WorkbenchOptions options,
        RunningWorkbench bench, IJournalReader journal, ILoggerFactory loggers, CancellationToken cancel)
    {
        if (Read(given, data, options) is not { } wanted) return null;
        ConsoleSubject subject = new(bench, options, journal, new ConsoleRehearsals(options.Catalogue))
        {
            Data = data,
        };
        try
        {
            return await ConsoleServer.StartAsync(wanted, subject, TimeProvider.System, loggers, cancel)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException or CryptographicException
            or UnauthorizedAccessException)
        {
            // Phones are served already, and that is worth more than a page about it.
            string why = e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
                ? $"port {wanted.Port} is taken by another program"
                : e.Message.TrimEnd('.');
            Output.Note($"The console is not open: {why}. Choose another port with {PortName}, or 0 for none.");
            return null;
        }
    }

    /// <summary>Says where it is, and the token when that was made now.</summary>
    internal static void Tell(ConsoleServer? console, bool isQuiet)
    {
        if (console is null) return;
        if (!isQuiet) Output.Say($"The console: {string.Join(", ", console.EndPoints)}");
        if (console.NewToken is { } token)
            Output.Note($"The token for the console, which is shown this once: {token}");
    }

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out IPAddress? address)
        ? address
        : throw new UnusableException($"'{text}' is no address. --console-bind takes one such as 192.168.77.1.");
}
