// What Medusa itself reads. Every secret here is the lab's: the server listens on this machine alone.
const {defineConfig} = require('@medusajs/framework/utils');

module.exports = defineConfig({
  admin: {disable: true},
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {storeCors: '*', adminCors: '*', authCors: '*', jwtSecret: 'lab', cookieSecret: 'lab'},
  },
});
