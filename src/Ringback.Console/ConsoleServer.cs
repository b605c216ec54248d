using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ringback.Console.Access;
using Ringback.Console.Api;
using Ringback.Console.Board;
using Ringback.Console.Frame;
using Ringback.Console.Shipped;
using Ringback.Console.Subject;
using Ringback.Console.Words;
using Ringback.Phones.Events;

namespace Ringback.Console;

/// <summary>
/// The console: pages and an API over the running workbench, on a port of its own that phones never use. It reads
/// nothing from the environment, and everything that a page is made of comes from here.
/// </summary>
public sealed class ConsoleServer : IAsyncDisposable
{
    // A few people with a few pages each, and programs that read the API.
    private const int MostConnections = 512;
    private const int MostPages = 128;
    private const int MostKeptCircuits = 32;

    private static readonly TimeSpan CircuitsFor = TimeSpan.FromMinutes(3);

    private readonly WebApplication _app;
    private readonly BenchBoard _board;

    private ConsoleServer(WebApplication app, BenchBoard board, string? newToken)
    {
        _app = app;
        _board = board;
        NewToken = newToken;
        EndPoints = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:8079</c>.</summary>
    public IReadOnlyList<string> EndPoints { get; }

    /// <summary>The token, when it was made at this start: it is to be shown once.</summary>
    public string? NewToken { get; }

    /// <summary>Opens the console.</summary>
    /// <param name="options">Where, and for whom.</param>
    /// <param name="subject">What it shows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The program's log.</param>
    /// <param name="cancel">Ends the start.</param>
    /// <exception cref="SocketException">The port is taken, or this user may not open it.</exception>
    /// <exception cref="CryptographicException">The certificate cannot be used.</exception>
    /// <exception cref="IOException">The token cannot be kept.</exception>
    public static async Task<ConsoleServer> StartAsync(ConsoleOptions options, ConsoleSubject subject,
        TimeProvider time, ILoggerFactory loggers, CancellationToken cancel)
    {
        string? shown = null;
        ConsoleToken? token = options.AsksForToken
            ? ConsoleToken.Open(options.Data, options.NewToken, time, out shown)
            : null;
        BenchBoard board = new(subject, new ConsoleMemory(options.Data), time);
        WebApplication? app = null;
        try
        {
            app = Build(options, subject, board, token, time, loggers);
            await app.StartAsync(cancel).ConfigureAwait(false);
            return new ConsoleServer(app, board, shown);
        }
        catch (Exception e)
        {
            if (app is not null) await app.DisposeAsync().ConfigureAwait(false);
            await board.DisposeAsync().ConfigureAwait(false);
            if (e is IOException { InnerException: AddressInUseException })
                throw new SocketException((int)SocketError.AddressAlreadyInUse);
            throw;
        }
    }

    /// <summary>Closes the port; open pages try again until somebody is there.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource atOnce = new();
        await atOnce.CancelAsync().ConfigureAwait(false);
        await _app.StopAsync(atOnce.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync().ConfigureAwait(false);
        await _board.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(ConsoleOptions options, ConsoleSubject subject, BenchBoard board,
        ConsoleToken? token, TimeProvider time, ILoggerFactory loggers)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ConsoleServer).Assembly.GetName().Name,
            EnvironmentName = "Production",
            ContentRootPath = AppContext.BaseDirectory,
        });
        Listen(builder, options);
        AddServices(builder.Services, options, subject, board, time, loggers);
        WebApplication app = builder.Build();
        AccessRules rules = new(token, options.Certificate is not null);
        app.Use(next => context => rules.ApplyAsync(context, next));
        // A page that is not there is told on a page; a program gets its status alone.
        app.UseWhen(context => AccessRules.WantsPage(context.Request),
            pages => pages.UseStatusCodePagesWithReExecute("/not-here"));
        app.UseRouting();
        app.UseAntiforgery();
        ConsoleAssets.MapTo(app);
        LoginPage.MapTo(app, token, new LoginLimit(time), Texts.English, options.Certificate is not null);
        MetricsText.MapTo(app);
        RouteGroupBuilder api = app.MapGroup("/api");
        BenchApi.MapTo(api);
        HandsApi.MapTo(api);
        JournalApi.MapTo(api);
        LibraryApi.MapTo(api);
        NetworkApi.MapTo(api);
        ConversionApi.MapTo(api);
        ClinicApi.MapTo(api);
        QuestionsApi.MapTo(api);
        app.MapOpenApi("/api/openapi.json");
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(render =>
        {
            // Said for every page by the access rules, and more of it.
            render.ContentSecurityFrameAncestorsPolicy = null;
        });
        return app;
    }

    private static void Listen(WebApplicationBuilder builder, ConsoleOptions options)
    {
        X509Certificate2? certificate = options.Certificate is { } path
            ? X509Certificate2.CreateFromPemFile(path)
            : null;
        builder.WebHost.UseKestrelCore();
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostPages;
            foreach (IPAddress address in options.Addresses)
            {
                kestrel.Listen(address, options.Port, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    if (certificate is not null) listen.UseHttps(certificate);
                });
            }
        });
    }

    private static void AddServices(IServiceCollection services, ConsoleOptions options, ConsoleSubject subject,
        BenchBoard board, TimeProvider time, ILoggerFactory loggers)
    {
        services.AddSingleton(options);
        services.AddLogging();
        services.AddSingleton(loggers);
        services.AddSingleton(time);
        services.AddSingleton(subject);
        services.AddSingleton(board);
        services.AddSingleton(new BenchOrders(subject, board));
        // Made here and not given, so that what runs is ended with the pages.
        services.AddSingleton(_ => new BenchTests(subject));
        services.AddSingleton(new SheetReader(subject, time));
        services.AddSingleton(_ => new CardListening(subject, time));
        services.AddSingleton(_ => new CardRescue(subject, time, loggers));
        services.AddSingleton(people => new AskedPeople(subject, board, people.GetRequiredService<OpenPages>()));
        services.AddSingleton(new LibraryIntake(subject, board, time));
        services.AddSingleton(new LogClinic(subject, time));
        services.AddSingleton(new FolderClinic(subject, time));
        services.AddSingleton(new BenchDoctor(subject, time, loggers));
        services.AddSingleton(Texts.English);
        services.AddSingleton<TileWords>();
        services.AddSingleton<OpenPages>();
        services.AddScoped<CircuitHandler, PageCounter>();
        services.AddRouting();
        // Forms of a page that was open over a restart are asked for again; nothing of it is worth a place on the disk.
        services.AddDataProtection()
            .UseEphemeralDataProtectionProvider()
            .AddKeyManagementOptions(keys => keys.XmlEncryptor = new NullXmlEncryptor());
        services.AddAntiforgery(forgery => forgery.Cookie.Name = "ringback-form");
        services.ConfigureHttpJsonOptions(json =>
        {
            foreach (JsonConverter converter in EventJson.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = MostKeptCircuits;
            circuits.DisconnectedCircuitRetentionPeriod = CircuitsFor;
        }).AddHubOptions(hub =>
        {
            hub.ClientTimeoutInterval = options.Patience;
            hub.HandshakeTimeout = options.Patience;
        });
    }
}
