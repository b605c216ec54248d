using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Limits;

namespace Ringback.Cli.Screens;

/// <summary>What <c>serve</c> says when it has opened its ports.</summary>
internal static class Greeting
{
    internal static IEnumerable<string> Lines(
        RunningWorkbench bench, WorkbenchOptions options, BenchSketch? sketch, IEnumerable<string> rights)
    {
        IShelf shelf = bench.Shelf.Current;
        yield return $"Ringback {RunningWorkbench.Version} is listening: " + string.Join(", ",
            bench.Listening.Select(d => $"{d.Service.ToUpperInvariant()} {d.Address}:{d.Port}")) + ".";
        foreach (string line in rights) yield return line;
        if (bench.Desk.WhyUnkept is { } unkept) yield return $"Please note: {unkept}";
        if (options.Root is not null) yield return $"Plain folder: {options.Root}.";
        List<FirmwarePackage> complete = [.. shelf.Packages.Where(p => p.Complete)];
        yield return $"Library: {options.Library}. Loads in your folders: " + (complete.Count == 0
            ? "no complete load yet. Add files with: ringback library add PATH."
            : string.Join(", ", complete.Select(p => $"{p.Load} ({Protocol(p)} {p.Version}"
                + (p.IsPractice ? ", practice" : "") + ")")) + ".");
        foreach (FirmwarePackage package in shelf.Packages.Where(p => !p.Complete))
        {
            yield return $"Not complete: {package.Load}" + (package.Missing.Count > 0
                ? $" lacks {string.Join(", ", package.Missing)}."
                : $". {package.Problems[0].Message}");
        }

        yield return options.Goal is null
            ? "No goal is set: phones get the files that are here, and every request is explained."
            : $"Goal for every phone: {options.Goal}.";
        string? closed = options.Goal?.Protocol switch
        {
            PhoneProtocol.Sccp when options.SccpPort is null => "SCCP",
            PhoneProtocol.Sip when options.SipPort is null => "SIP",
            PhoneProtocol.Mgcp when options.MgcpPort is null => "MGCP",
            _ => null,
        };
        if (closed is not null)
        {
            yield return $"Please note: {closed} is switched off here, so no phone can register, and nothing will be "
                + "proved.";
        }

        foreach (PhoneCase phone in bench.Desk.Cases.Where(c => c.Conversion is { Status: ConversionStatus.Running }))
            yield return $"Going on where it was: {phone.Title}, on its way to {phone.Conversion!.Target}.";
        if (options.Networks is GuestNetworks { BesideOwn: false })
        {
            yield return "Plug the phone in, or take its power away for ten seconds. Stop with Ctrl-C: what was taken "
                + "is given back.";
            yield break;
        }

        if (sketch is null)
        {
            yield return "Plug a phone in. Its DHCP server must name this computer as TFTP server (option 150 or 66); "
                + "--dhcp lends addresses from here. Stop with Ctrl-C.";
            yield break;
        }

        foreach (string line in BenchDiagram.Lines(sketch.Card, sketch.Address, sketch.Lent, [])) yield return line;
        yield return options.Dhcp!.Service.Server.PhonesOnly
            ? "Plug a phone in. Phones get an address here; nobody else does. Stop with Ctrl-C."
            : "Plug a phone in. It gets its address here. Stop with Ctrl-C.";
    }

    private static string Protocol(FirmwarePackage package) => package.Protocol?.ToString().ToUpperInvariant() ?? "";
}
