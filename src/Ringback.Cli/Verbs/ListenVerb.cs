using System.CommandLine;
using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;
using Ringback.Datagrams.Captures;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Hearing;
using Ringback.Workbench.Network;

namespace Ringback.Cli.Verbs;

/// <summary><c>ringback listen</c>: which phones are there, and which network they look for.</summary>
internal static class ListenVerb
{
    private static readonly Argument<string?> Capture = new("FILE")
    {
        Description = "A capture file (pcap or pcapng, also packed with gzip) instead of a network card.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Interface = new("--interface")
    {
        Description = "The network card to listen at. Default: the only wired one.", HelpName = "NAME",
    };

    private static readonly Option<int?> Seconds = new("--seconds")
    {
        Description = "How long to listen. Default: until Ctrl-C.", HelpName = "N",
    };

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private static readonly Option<string[]> Assume = Options.Assume();
    private static readonly Option<bool> Json = Options.Json();

    internal static Command Create()
    {
        Command command = new("listen",
            "Listen at a network card, or to a capture file, and say which phones are there: model, load, protocol, "
            + "their addresses, and the router and servers that they look for. Sends nothing.")
        {
            Capture, Interface, Seconds, Assume, Json,
        };
        Seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1) result.AddError("--seconds takes a number, from 1.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancel)
    {
        PhoneCatalogue catalogue = Options.Catalogue(given.GetValue(Assume));
        string? file = given.GetValue(Capture), name = given.GetValue(Interface);
        bool isJson = given.GetValue(Json);
        int? seconds = given.GetValue(Seconds);
        if (file is null) return await ListenAsync(name, seconds, isJson, catalogue, cancel).ConfigureAwait(false);
        if (name is not null || seconds is not null)
        {
            throw new UnusableException("a capture file has no network card and no time to wait: leave --interface and "
                + "--seconds away, or the file.");
        }

        return Read(file, isJson, catalogue, cancel);
    }

    private static int Read(string file, bool isJson, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        HeardPhones phones = new(Path.GetFileName(file), catalogue);
        ListenSource source;
        using (FileStream stream = CaptureInput.Open(file))
        {
            using CaptureReader reader = CaptureInput.Read(file, stream);
            while (reader.TryRead(out CapturedFrame frame))
            {
                phones.Take(frame);
                if (frame.Number % 4096 == 0) cancel.ThrowIfCancellationRequested();
            }

            phones.Finish();
            source = new ListenSource
            {
                File = file, Format = ListenSource.WordOf(reader.Format), Cut = reader.End is not CaptureEnd.Whole,
                From = phones.From, Until = phones.Until,
            };
        }

        Show(source, phones.Look(), isJson);
        return ExitCode.Done;
    }

    private static async Task<int> ListenAsync(
        string? name, int? seconds, bool isJson, PhoneCatalogue catalogue, CancellationToken cancel)
    {
        NetworkCard card = CardInput.ToListenAt(name);
        if (!CardListener.TryStart(
            card, catalogue, TimeProvider.System, null, out CardListener? listener, out string whyNot))
        {
            return Output.Complain(whyNot, ExitCode.Refused);
        }

        using (listener)
        {
            if (!isJson) ListenScreen.Begin(card, listener.Blind, seconds);
            await WaitAsync(listener, seconds, isJson ? null : new ListenProgress(), cancel).ConfigureAwait(false);
            listener.Stop();
            Show(new ListenSource
            {
                Interface = card.Name, From = listener.Phones.From, Until = listener.Phones.Until,
                Lost = listener.Lost, Blind = listener.Blind,
            }, listener.Phones.Look(), isJson);
        }

        return ExitCode.Done;
    }

    /// <summary>Until the time is over, or somebody presses Ctrl-C: that is how it ends.</summary>
    private static async Task WaitAsync(
        CardListener listener, int? seconds, ListenProgress? progress, CancellationToken cancel)
    {
        using CancellationTokenSource over = seconds is { } chosen
            ? new CancellationTokenSource(TimeSpan.FromSeconds(chosen), TimeProvider.System)
            : new CancellationTokenSource();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
        using PeriodicTimer timer = new(Refresh, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(either.Token).ConfigureAwait(false))
                progress?.Tell(listener.Phones.Look());
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            progress?.Tell(listener.Phones.Look());
        }
    }

    private static void Show(ListenSource source, HeardNow heard, bool isJson)
    {
        ListenJson all = ListenJson.Of(source, heard);
        if (isJson) CliJson.Print(all);
        else ListenScreen.Show(all);
    }
}
