// A Vendure server in memory: `node server.cjs PORT PRECISION`. Prints READY when it answers; ends on SIGTERM.
const {bootstrap, DefaultLogger, DefaultMoneyStrategy, LogLevel, dummyPaymentHandler} = require('@vendure/core');

const [, , port = '4300', precision = '2'] = process.argv;

/** Prices with as many digits after the point as are asked for: dinars have three. */
class Money extends DefaultMoneyStrategy {
  precision = Number(precision);
}

bootstrap({
  logger: new DefaultLogger({level: LogLevel.Error}),
  apiOptions: {port: Number(port), hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api'},
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    requireVerification: false,
    superadminCredentials: {identifier: 'superadmin', password: 'superadmin'},
  },
  dbConnectionOptions: {type: 'sqljs', autoSave: false, synchronize: true},
  entityOptions: {moneyStrategy: new Money()},
  paymentOptions: {paymentMethodHandlers: [dummyPaymentHandler]},
})
  .then((app) => {
    process.stdout.write('READY\n');
    process.on('SIGTERM', () => app.close().then(() => process.exit(0)));
  })
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
