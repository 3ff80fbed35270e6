package com.juniper.upgrade.audit;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the audit log at the two boundaries: the database's, where changes are written, and the addresses', where things are seen. */
@Configuration
class AuditConfiguration {

    @Bean
    static BeanPostProcessor actingDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source && name.equals("dataSource")
                        ? new ActingDataSource(source)
                        : bean;
            }
        };
    }

    @Bean
    WebMvcConfigurer auditedAddresses(ObjectProvider<SeenInterceptor> seen) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(seen.getObject());
            }
        };
    }
}
