using Ringback.Console.Board;
using Ringback.Phones.Cases;
using Ringback.Phones.Identification;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Tests.Board;

/// <summary>A story at one glance.</summary>
public sealed class ReelTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    [Fact]
    public void Nothing_that_happened_is_no_reel() => Assert.Null(Reel.Of([], null));

    [Fact]
    public void Stretches_stand_side_by_side_and_every_moment_has_its_place()
    {
        Reel reel = Reel.Of(
        [
            Piece(1, PhoneState.Hunting, 0, 1), Piece(1, PhoneState.Loading, 1, 90),
            Piece(1, PhoneState.Restarting, 90, 130), Piece(2, PhoneState.Proved, 130, 90_000),
        ], Converted(begun: 0, proved: 130))!;
        double[] places = [.. Enumerable.Range(0, 5).Select(reel.PlaceOf)];
        Assert.Equal((0, Reel.Length), (places[0], places[^1]));
        Assert.Equal(places.Order(), places);
        // A second is seen, and a day does not hide the rest.
        Assert.InRange(places[1], 5, 30);
        Assert.InRange(places[4] - places[3], 50, 120);
        for (int second = 0; second < 130; second += 7)
            Assert.Equal(second, (reel.MomentAt(reel.PlaceOf(At(second))) - Begin).TotalSeconds, 3);
        Assert.Equal((At(0), At(130)), (reel.MomentAt(-5), reel.MomentAt(Reel.Length + 5)));
        Assert.Equal(PhoneState.Restarting, reel.At(At(100)).State);
    }

    [Fact]
    public void It_begins_with_the_boot_of_the_conversion_and_ends_with_its_proof()
    {
        Reel reel = Reel.Of(
        [
            Piece(1, PhoneState.Registered, 0, 100), Piece(2, PhoneState.Hunting, 100, 110),
            Piece(2, PhoneState.Loading, 110, 150), Piece(3, PhoneState.Proved, 150, 500),
            Piece(4, PhoneState.Hunting, 500, 510),
        ], Converted(begun: 105, proved: 150))!;
        Assert.Equal((2, 3), (reel.Pieces[0].Boot, reel.Pieces[^1].Boot));
    }

    [Fact]
    public void A_phone_that_began_anew_while_it_loaded_shows_the_cut_and_one_that_wrote_flash_shows_none()
    {
        ReelMaker maker = new();
        maker.Take(At(0), Phone(BootStage.Hunting), 1);
        maker.Take(At(5), Phone(BootStage.LoadingApplication), 1);
        maker.Take(At(60), Phone(BootStage.LoadingApplication), 1);
        maker.Take(At(80), Phone(BootStage.Hunting), 2);
        maker.Take(At(85), Phone(BootStage.LoadingApplication), 2);
        maker.Take(At(170), Phone(BootStage.Restarting), 2);
        maker.Take(At(230), Phone(BootStage.Addressing), 3);
        Assert.Equal(
        [
            Piece(1, PhoneState.Hunting, 0, 5), Piece(1, PhoneState.Loading, 5, 60), Piece(2, null, 60, 80),
            Piece(2, PhoneState.Hunting, 80, 85), Piece(2, PhoneState.Loading, 85, 170),
            Piece(2, PhoneState.Restarting, 170, 230), Piece(3, PhoneState.Address, 230, 230),
        ], maker.Pieces.Select(p => p with { Screen = null }));
        maker.Forget(before: 3);
        Assert.Equal(3, Assert.Single(maker.Pieces).Boot);
    }

    private static DateTimeOffset At(int seconds) => Begin.AddSeconds(seconds);

    private static ReelPiece Piece(int boot, PhoneState? state, int from, int to) =>
        new(boot, state, null, At(from), At(to));

    private static PhoneCase Phone(BootStage stage) => new() { Stage = stage };

    private static ConversionState Converted(int begun, int proved) => new("sccp", ConversionStatus.Proved,
        "P0030801SR02", BootCode.Universal, [], 0, null, [], null, null) { BegunAt = At(begun), ProvedAt = At(proved) };
}
