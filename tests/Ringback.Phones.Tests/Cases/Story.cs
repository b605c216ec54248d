using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Stories;

namespace Ringback.Phones.Tests.Cases;

/// <summary>Events of one phone, written shortly. Each is a second later than the one before.</summary>
internal sealed class Story
{
    internal static readonly MacAddress Mac = MacAddress.Parse("000E84C060A6");
    internal static readonly IPAddress Phone = IPAddress.Parse("192.0.2.40");
    internal static readonly DateTimeOffset Begin = new(2026, 3, 14, 9, 26, 53, TimeSpan.FromHours(2));

    private readonly List<PhoneEvent> _events = [];
    private int _waited;
    private bool _isElsewhere;

    internal IReadOnlyList<PhoneEvent> Events => _events;

    internal PhoneCase Case
    {
        get
        {
            CaseBook book = new(PhoneCatalogue.BuiltIn, Narrator.Tell);
            PhoneCase phone = new();
            foreach (PhoneEvent e in _events) phone = book.Apply(e) ?? phone;
            return phone;
        }
    }

    private DateTimeOffset Now => Begin.AddSeconds(_events.Count + _waited);

    /// <summary>From here on it is told by somebody's log, a line for each event.</summary>
    internal Story Elsewhere()
    {
        _isElsewhere = true;
        return this;
    }

    internal Story Add(PhoneEvent e)
    {
        Origin? origin = e.Origin ?? (_isElsewhere ? new LineOrigin("tftpd.log", _events.Count + 1) : null);
        _events.Add(e with { At = Now, Address = e.Address ?? Phone, Origin = origin });
        return this;
    }

    /// <summary>It asks, and the log does not say what came of it.</summary>
    internal Story Questions(params string[] names)
    {
        foreach (string name in names) Asked(name, AskOutcome.Unknown, null);
        return this;
    }

    /// <summary>The same question at these seconds, from ports that are given or not known.</summary>
    internal Story At(string name, AskOutcome outcome, params (int Second, int Port)[] sends)
    {
        DateTimeOffset begin = Now;
        foreach ((int second, int port) in sends)
        {
            _waited += second - (int)(Now - begin).TotalSeconds;
            Asked(name, outcome, null, port: port);
        }

        return this;
    }

    internal Story Asks(params string[] names)
    {
        foreach (string name in names) Asked(name, AskOutcome.NotHere, null);
        return this;
    }

    internal Story Gets(string name, long length = 512, int port = 0) =>
        Asked(name, AskOutcome.Served, length, port: port);

    /// <summary>It gets a file that names a load, and nobody knows whether it arrives.</summary>
    internal Story Names(string name, string load) => Asked(name, AskOutcome.Served, 512, load);

    /// <summary>It has a file whole that names a load.</summary>
    internal Story Told(string name, string load) => Names(name, load).Ends(name, TransferOutcome.Delivered);

    internal Story Wait(int seconds)
    {
        _waited += seconds;
        return this;
    }

    internal Story Discovers(string? vendorClass = null, params int[] wants) => Add(new AddressAsked
    {
        At = default, Mac = Mac, Ask = AddressAsk.Discover, VendorClass = vendorClass, Wants = wants,
    });

    /// <summary>A universal loader looks for an address and says its name.</summary>
    internal Story Names(string name, bool endsInNul) => Add(new AddressAsked
    {
        At = default, Mac = Mac, Ask = AddressAsk.Discover, VendorClass = "Cisco Systems, Inc. IP Phone CP-7960G",
        Wants = [1, 66, 6, 3, 15, 150, 35, 151], HostName = name, HostNameEndsInNul = endsInNul,
    });

    internal Story Ends(string name, TransferOutcome outcome, int port = 0, int? error = null, string? says = null,
        long bytes = 512) => Add(new TransferEnded
        {
            At = default, Name = name, Outcome = outcome, Bytes = bytes, Length = 512, Blocks = 2, Retransmissions = 0,
            Seconds = 0.1, Port = port, PhoneErrorCode = error, PhoneMessage = says,
        });

    internal Story Takes(string name, long length = 130_956, TransferOutcome outcome = TransferOutcome.Delivered) =>
        Gets(name, length).Add(new TransferEnded
        {
            At = default,
            Name = name,
            Outcome = outcome,
            Bytes = outcome == TransferOutcome.Delivered ? length : length / 2,
            Length = length,
            Blocks = (length / 512) + 1,
            Retransmissions = 3,
            Seconds = 1.25,
        });

    internal Story Registers(ProofKind via, string? load = null, string? model = null) => Add(new PhoneRegistered
    {
        At = default, Mac = Mac, Via = via, DeviceName = "SEP" + Mac, Load = load, Model = model,
    });

    internal Story Alarms(string? load) => Add(new AlarmReceived
    {
        At = default, Mac = Mac, Text = $"25: Name=SEP{Mac} Load={load}", Load = load,
    });

    internal Story Starts(string target, BootCode from, params string[] steps) => Add(new ConversionStarted
    {
        At = default, Mac = Mac, Goal = target, Target = target, From = from, Steps = steps,
    });

    private Story Asked(
        string name, AskOutcome outcome, long? length, string? names = null, int port = 0) => Add(new FileAsked
    {
        At = default,
        Mac = RequestedFile.Recognise(name).Mac,
        Name = name,
        Outcome = outcome,
        Served = outcome == AskOutcome.Served ? name : null,
        Length = length,
        NamesLoad = names,
        Port = port,
        Because = "it is a test",
    });
}
