using Microsoft.Extensions.Logging;
using Ringback.Console.Subject;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Doctor;
using Ringback.Workbench.Network;
using Ringback.Wire.Dhcp;

namespace Ringback.Console.Board;

/// <summary>Looks whether this computer is fit, one look at a time, and keeps what was found last.</summary>
public sealed class BenchDoctor : IDisposable
{
    private readonly ConsoleSubject _subject;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly SemaphoreSlim _one = new(1);

    internal BenchDoctor(ConsoleSubject subject, TimeProvider time, ILoggerFactory loggers)
    {
        _subject = subject;
        _time = time;
        _loggers = loggers;
    }

    /// <summary>What was found last, and when; null before the first look.</summary>
    public (DateTimeOffset At, DoctorJson Found)? Last { get; private set; }

    /// <summary>Looks.</summary>
    public async Task<DoctorJson> LookAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            DoctorOptions options = new()
            {
                Question = new CardQuestion
                {
                    Bind = [.. _subject.Options.Addresses.Select(Ipv4Address.From).OfType<Ipv4Address>()],
                    Insist = true,
                },
                Data = _subject.Data,
                Library = _subject.Options.Library ?? "",
                TftpPort = _subject.Options.TftpPort ?? 69,
                FindRogueDhcp = (card, stop) => RogueDhcpCheck.RunAsync(card, _time, stop),
                Time = _time,
            };
            Examination examination =
                await Examiner.ExamineAsync(options, _loggers, cancel).ConfigureAwait(false);
            DoctorJson found = DoctorJson.Of(examination);
            Last = (_time.GetUtcNow(), found);
            return found;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
